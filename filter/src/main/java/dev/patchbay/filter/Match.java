package dev.patchbay.filter;

import dev.patchbay.core.NetlinkException;

/// A condition of a rule beyond its [Criteria]: immutable words, and what it keeps while it stands
/// in a table.
public interface Match {
  /// The name behind `-m`.
  String name();

  /// Whether the packet is one of those meant. Allocates nothing.
  boolean matches(Inspection packet);

  /// Adds the options as `iptables-save` shows them, each with a blank before it.
  void save(StringBuilder out);

  /// Adds what `iptables -L` says of it, with a blank before it.
  void list(StringBuilder out, Listing listing);

  /// The rule becomes part of a table (`checkentry`): refuses its place, or returns the match that
  /// works there, with fresh state if it keeps any.
  ///
  /// @throws NetlinkException when the kernel refuses it there
  default Match attach(Attachment place) throws NetlinkException {
    return this;
  }

  /// The rule leaves its table (`destroy`).
  default void detach() {}
}
