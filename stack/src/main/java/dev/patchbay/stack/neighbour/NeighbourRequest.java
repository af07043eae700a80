package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What a neighbour is to be (`RTM_NEWNEIGH`, `RTM_DELNEIGH`): a plain carrier, filled in by
/// whoever parses a command line and read by [Neighbours]. What is null is not said.
public final class NeighbourRequest {
  public Ip ip;
  public @Nullable NetDevice device;

  /// The bytes of the link-layer address.
  public byte @Nullable [] linkAddress;

  /// One of [NeighbourState].
  public int state = NeighbourState.PERMANENT;

  /// It is an entry of a host to answer for (`NTF_PROXY`).
  public boolean proxy;

  /// It is a router (`NTF_ROUTER`).
  public boolean router;

  /// Somebody outside has learned it (`NTF_EXT_LEARNED`).
  public boolean external;

  /// It is to be looked for at once (`NTF_USE`).
  public boolean use;

  /// It is to be looked for at once, and again whenever it would be forgotten (`NTF_EXT_MANAGED`).
  public boolean managed;

  /// Who says so (`RTPROT_…`); 0 when nobody does.
  public int protocol;

  /// A request about the neighbour with this address.
  public NeighbourRequest(Ip ip, @Nullable NetDevice device) {
    this.ip = ip;
    this.device = device;
  }
}
