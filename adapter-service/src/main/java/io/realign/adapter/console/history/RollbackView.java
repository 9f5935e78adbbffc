package io.realign.adapter.console.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.realign.adapter.api.Paginator.PagedList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A message about a release, and the rollback that has ended the release.
 *
 * @param rollback empty if the release was not rolled back
 */
record RollbackView<T>(@JsonUnwrapped TimestampedMessage<T> message, Optional<Rollback> rollback) {
    /** @param rollbackOf returns the rollback of the release that a message is about */
    static <T> PagedList<RollbackView<T>> list(
            PagedList<TimestampedMessage<T>> messages, Function<T, Optional<Rollback>> rollbackOf) {
        return new PagedList<>() {
            @Override
            public Optional<RollbackView<T>> find(String id) {
                return messages.find(id).map(this::view);
            }

            @Override
            public List<RollbackView<T>> items(Optional<RollbackView<T>> after, int limit) {
                return messages.items(after.map(RollbackView::message), limit).stream()
                        .map(this::view)
                        .toList();
            }

            @Override
            public String id(RollbackView<T> item) {
                return messages.id(item.message());
            }

            private RollbackView<T> view(TimestampedMessage<T> message) {
                return new RollbackView<>(message, rollbackOf.apply(message.message()));
            }
        };
    }
}
