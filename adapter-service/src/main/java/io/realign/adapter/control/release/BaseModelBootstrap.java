package io.realign.adapter.control.release;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.replay.LostEventsException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Has version 1 made beside everything else: artifacts are served while the source is still waited for. */
@Singleton
public class BaseModelBootstrap {
    private static final Logger LOG = Logger.getLogger(BaseModelBootstrap.class);

    private final CountDownLatch available = new CountDownLatch(1);
    private final Thread thread;

    BaseModelBootstrap(BaseModelTraining version) {
        thread = new Thread(() -> train(version), "version-1");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Returns when version 1 is there. */
    public void await() {
        try {
            available.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void onStop(@Observes ShutdownEvent stop) {
        thread.interrupt();
    }

    private void train(BaseModelTraining version) {
        try {
            LOG.infof("version 1 is there: %s", version.trainIfAbsent().id());
            available.countDown();
        } catch (AdaptationInterruptedException | InterruptException e) {
            LOG.info("stopped before version 1 was there");
        } catch (IOException | LostEventsException | RuntimeException e) {
            LOG.error("cannot make version 1 from the source, this process ends", e);
            Quarkus.asyncExit(1);
        }
    }
}
