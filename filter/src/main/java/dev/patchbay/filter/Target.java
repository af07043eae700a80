package dev.patchbay.filter;

import dev.patchbay.core.NetlinkException;

/// What becomes of a packet that a rule matches: immutable words, and what it keeps while it stands
/// in a table.
public interface Target {
  /// The name behind `-j`.
  String name();

  /// Judges the packet, and may change it. Allocates nothing as long as it makes no packet.
  Verdict judge(Inspection packet);

  /// Adds the options as `iptables-save` shows them, each with a blank before it.
  default void save(StringBuilder out) {}

  /// Adds what `iptables -L` says of it, with a blank before it.
  default void list(StringBuilder out, Listing listing) {}

  /// The rule becomes part of a table (`checkentry`): refuses its place, or returns the target that
  /// works there.
  ///
  /// @throws NetlinkException when the kernel refuses it there
  default Target attach(Attachment place) throws NetlinkException {
    return this;
  }

  /// The rule leaves its table (`destroy`).
  default void detach() {}
}
