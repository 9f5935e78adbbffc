package io.realign.cli.demo;

/** Stages of the demo, from its start to the end of the first adaptation. */
enum DemoStage {
    BROKER_READY("broker ready"),
    ADAPTER_READY("adapter service ready"),
    BASE_MODEL_RELEASED("version 1 trained and released"),
    BASE_MODEL_SERVING("version 1 on all consumers"),
    DRIFTED("sensors changed"),
    SUSPECTED("drift suspected"),
    CONFIRMED("drift confirmed"),
    EVALUATED("candidate evaluated"),
    SWAPPED("all consumers swapped"),
    RECOVERED("recovered");

    private final String title;

    DemoStage(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
