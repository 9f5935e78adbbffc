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
record MessageWithRollback<T>(@JsonUnwrapped TimestampedMessage<T> message, Optional<Rollback> rollback) {
    /** @param rollbackOf returns the rollback of the release that a message is about */
    static <T> PagedList<MessageWithRollback<T>> list(
            PagedList<TimestampedMessage<T>> messages, Function<T, Optional<Rollback>> rollbackOf) {
        return new PagedList<>() {
            @Override
            public Optional<MessageWithRollback<T>> find(String id) {
                return messages.find(id).map(this::view);
            }

            @Override
            public List<MessageWithRollback<T>> items(Optional<MessageWithRollback<T>> after, int limit) {
                return messages.items(after.map(MessageWithRollback::message), limit).stream()
                        .map(this::view)
                        .toList();
            }

            @Override
            public String id(MessageWithRollback<T> item) {
                return messages.id(item.message());
            }

            private MessageWithRollback<T> view(TimestampedMessage<T> message) {
                return new MessageWithRollback<>(message, rollbackOf.apply(message.message()));
            }
        };
    }
}
