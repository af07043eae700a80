package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Estimator;
import org.jspecify.annotations.Nullable;

/// A kind of filter (`tcf_proto_ops` and `filter_util` in one): its words, and how it is made. One
/// file a kind, and one line in the module's `provides`.
public interface FilterKind {
  /// What the words of a filter said: immutable, and not checked against the network yet.
  interface Options {
    /// What the command says while it reads the words, and goes on; lines without the last end.
    default String warning() {
      return "";
    }
  }

  /// What stands before the words of the kind.
  ///
  /// @param protocol the EtherType it is for
  /// @param handle the word behind `handle`, or null
  /// @param estimator how rates are estimated, or null
  record Head(Netns netns, int protocol, @Nullable String handle, @Nullable Estimator estimator) {}

  /// As it is written: `flower`.
  String name();

  /// Reads the words behind the kind, to the end; null when there are none.
  ///
  /// @throws dev.patchbay.core.text.CommandException with the real command's words
  @Nullable Options parse(Args args, Head head);

  /// The number that the word behind `handle` means.
  int handle(@Nullable String word);

  /// The number of a filter that was given this one, or 0 for none, with these words.
  default int handle(int said, @Nullable Options options) {
    return said;
  }

  /// What filters of a chain are to be like, or null when this kind knows no templates.
  default @Nullable Template template(@Nullable Options options) throws NetlinkException {
    return null;
  }

  /// Whether monitors are told what a new filter is, beside that there is one.
  default boolean tellsNew() {
    return true;
  }

  /// Makes the filters of one priority.
  Classifier create(Chain chain, int protocol, int pref) throws NetlinkException;
}
