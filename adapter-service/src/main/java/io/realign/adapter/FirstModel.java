package io.realign.adapter;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.client.log.LostEventsException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Has version 1 made beside everything else: artifacts are served while the source is still waited for. */
@Singleton
public class FirstModel {
    private static final Logger LOG = Logger.getLogger(FirstModel.class);

    private final CountDownLatch there = new CountDownLatch(1);
    private final Thread maker;

    FirstModel(FirstVersion version) {
        maker = new Thread(() -> make(version), "version-1");
        maker.setDaemon(true);
    }

    void begin() {
        maker.start();
    }

    /** Returns when version 1 is there. */
    void await() {
        try {
            there.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        maker.interrupt();
    }

    private void make(FirstVersion version) {
        try {
            LOG.infof("version 1 is there: %s", version.make().id());
            there.countDown();
        } catch (StoppedException | InterruptException e) {
            LOG.info("stopped before version 1 was there");
        } catch (IOException | LostEventsException | RuntimeException e) {
            LOG.error("cannot make version 1 from the source, this process ends", e);
            Quarkus.asyncExit(1);
        }
    }
}
