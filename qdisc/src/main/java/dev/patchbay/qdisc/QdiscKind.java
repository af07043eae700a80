package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;

/// A kind of discipline (`Qdisc_ops` and `qdisc_util` in one): its words, and how it is made. One
/// file a kind, and one line in the module's `provides`.
public interface QdiscKind {
  /// What the words behind the kind said: immutable, and not checked against the network yet.
  interface Options {
    /// No words at all.
    Options NONE = new Options() {};

    /// What the command complains about, and does all the same; lines without the last end.
    default String warning() {
      return "";
    }
  }

  /// What the words of a class said.
  interface ClassOptions {}

  /// As it is written: `fq_codel`.
  String name();

  /// How its words are to be.
  default String usage() {
    return "";
  }

  /// Reads the words behind the kind, to the end, for a discipline of `device`.
  ///
  /// @throws CommandException with the real command's words
  Options parse(Args args, NetDevice device);

  /// Reads the words of a class.
  ///
  /// @throws CommandException when it has no classes that can be set
  default ClassOptions parseClass(Args args, NetDevice device) {
    throw new CommandException(1, "Error: Qdisc \"" + name() + "\" is classless.");
  }

  /// Whether it takes the queues of a device by itself (`Qdisc_ops.attach`).
  default boolean attaches() {
    return false;
  }

  /// Whether each queue of the device gets something else than the root.
  default boolean attachesEach() {
    return false;
  }

  /// Whether its filters for what comes in can be shared.
  default boolean sharesIngress() {
    return false;
  }

  /// Whether its filters for what goes out can be shared.
  default boolean sharesEgress() {
    return false;
  }

  /// Makes one.
  Qdisc create(Place place, Options options) throws NetlinkException;
}
