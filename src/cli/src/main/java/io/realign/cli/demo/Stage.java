package io.realign.cli.demo;

/** The stages of the first episode, in their order. */
enum Stage {
    BROKER("broker ready"),
    SERVICE("adapter service ready"),
    TRAINED("version 1 trained and released"),
    SERVING("version 1 on all consumers"),
    DRIFTED("sensors changed"),
    SUSPECTED("drift suspected"),
    CONFIRMED("drift confirmed"),
    JUDGED("candidate trained and judged"),
    SWAPPED("all consumers swapped"),
    RECOVERED("recovered");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
