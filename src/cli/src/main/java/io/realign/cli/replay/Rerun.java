package io.realign.cli.replay;

import io.realign.adaptation.Thresholds;
import io.realign.client.Adapter;
import io.realign.client.OnnxScorer;
import io.realign.client.UnusableException;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.ContentId;
import io.realign.learning.dl4j.Machine;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.portfolio.Choice;
import io.realign.learning.portfolio.Incumbent;
import io.realign.learning.portfolio.Material;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.Probe;
import io.realign.learning.portfolio.SourceTraining;
import io.realign.learning.portfolio.Trial;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Predecessor;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a release again.
 *
 * @param say hears of each stage
 * @param progress hears of each step
 */
record Rerun(KnownReleases releases, Events events, Adapter adapter, Consumer<String> say, Progress progress) {
    Result of(Wanted wanted) {
        try {
            return of(releases.get(wanted));
        } catch (EndedException e) {
            return e.result();
        }
    }

    private Result of(ModelRelease release) throws EndedException {
        say.accept("release %s, %s, made at %s by %s"
                .formatted(
                        release.name(),
                        release.id(),
                        release.createdAt(),
                        release.provenance().codeVersion()));
        if (release.rollbackTo() > 0) {
            ModelRelease earlier = releases.get(Wanted.Place.of(release.domain(), release.rollbackTo()));
            say.accept("a rollback to %s: nothing to re-run, its artifacts are compared".formatted(earlier.name()));
            return Comparison.of(release, earlier);
        }
        if (!release.provenance().repeatable()) {
            throw EndedException.missing(
                    "release %s does not say what it was judged by: a program made it that is".formatted(release.name())
                            + " older than this one");
        }
        return release.parentVersion() == 0 ? first(release) : adapted(release);
    }

    private Result first(ModelRelease release) throws EndedException {
        SourceData source = events.source(release);
        say.accept("training on the source, seed " + release.seed());
        Candidate candidate = new SourceTraining(trainer())
                .make(
                        Stretch.events(source.training()),
                        release.features(),
                        release.labels(),
                        release.seed(),
                        progress);
        return Comparison.of(release, candidate, List.of(), Machine.here());
    }

    private Result adapted(ModelRelease release) throws EndedException {
        SourceData source = events.source(release);
        List<Stretch> target = events.target(release);
        Incumbent parent = parent(release);
        Material material = Material.of(
                Stretch.events(source.training()),
                Stretch.events(source.heldOut()),
                Stretch.events(target),
                release.labels(),
                Probe.NONE);
        say.accept("adapting, seed " + release.seed());
        Choice choice = portfolio(release)
                .run(
                        parent,
                        Sources.of(material.source()),
                        material.holdOut(),
                        material.target(),
                        material.probe(),
                        release.seed(),
                        Long.MAX_VALUE,
                        progress);
        Trial trial = trial(release, choice);
        say.accept("judged: %d candidates, '%s' is the one that was released"
                .formatted(choice.trials().size(), trial.recipe().name()));
        return Comparison.of(release, trial.candidate(), trial.verdict().votes(), Machine.here());
    }

    /** Whoever was released is compared, whether the gate chose it or a person. */
    private static Trial trial(ModelRelease release, Choice choice) throws EndedException {
        String recipe = release.provenance().recipe();
        return choice.trials().stream()
                .filter(trial -> trial.recipe().name().equals(recipe))
                .findFirst()
                .orElseThrow(() -> EndedException.different("candidates: the release names '%s', here are %s, since %s"
                        .formatted(
                                recipe,
                                choice.trials().stream()
                                        .map(trial -> trial.recipe().name())
                                        .toList(),
                                choice.verdict().votes())));
    }

    /** No candidate is waited for less long than it takes: those before it do not depend on those after. */
    private static Portfolio portfolio(ModelRelease release) {
        OnnxScorer scorer = new OnnxScorer(release.features(), release.labels());
        return new Portfolio(trainer(), scorer::probabilities, Thresholds.DEFAULT, () -> 0);
    }

    private static Trainer trainer() {
        return new Trainer(new StackEngine());
    }

    private Incumbent parent(ModelRelease release) throws EndedException {
        Wanted.Place place = Wanted.Place.of(release.domain(), release.parentVersion());
        List<Artifact> artifacts = release.predecessor()
                .filter(before -> before.domain().equals(place.domain()) && before.version() == place.version())
                .map(Predecessor::artifacts)
                .orElse(List.of());
        if (artifacts.isEmpty()) {
            artifacts = releases.get(place).artifacts();
        }
        Incumbent parent = new Incumbent(
                bytes(place, artifacts, Artifact.Kind.INFERENCE), bytes(place, artifacts, Artifact.Kind.CONTINUATION));
        say.accept("parent: %s, both artifacts verified".formatted(place));
        return parent;
    }

    private byte[] bytes(Wanted.Place place, List<Artifact> artifacts, Artifact.Kind kind) throws EndedException {
        Artifact artifact = artifacts.stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .orElseThrow(
                        () -> EndedException.missing("release %s has no artifact of kind %s".formatted(place, kind)));
        try {
            byte[] bytes = adapter.artifact(artifact.sha256())
                    .orElseThrow(() -> EndedException.missing("expected the %s artifact %s of %s at %s, it is not there"
                            .formatted(kind, artifact.sha256(), place, adapter)));
            String digest = ContentId.digest(bytes);
            if (!digest.equals(artifact.sha256())) {
                throw EndedException.different("%s artifact of %s: expected SHA-256 %s, got %s"
                        .formatted(kind, place, artifact.sha256(), digest));
            }
            return bytes;
        } catch (UnusableException e) {
            throw EndedException.missing("%s artifact of %s: %s".formatted(kind, place, e.getMessage()));
        }
    }
}
