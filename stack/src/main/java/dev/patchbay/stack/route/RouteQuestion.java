package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Where would this packet go (`RTM_GETROUTE`, `ip route get`)? A plain carrier; what is null or 0
/// is not said.
public final class RouteQuestion {
  public Family family;
  public @Nullable Ip destination;
  public @Nullable Ip source;

  /// The lengths of the prefixes that were given; 0 where none was.
  public int destinationLength;

  public int sourceLength;
  public @Nullable NetDevice inputDevice;
  public @Nullable NetDevice outputDevice;
  public int tos;
  public int mark;

  /// The IP protocol, or 0.
  public int protocol;

  public int sourcePort;
  public int destinationPort;

  /// The user, or -1 when not said.
  public int uid = -1;

  /// Whether the route itself is asked for and not what a packet would get.
  public boolean fibMatch;

  /// Whether whoever asks wants to be told of changes (`RTM_F_NOTIFY`); the way says so from then
  /// on.
  public boolean notify;

  /// Whether something is asked that no kernel answers (`RTA_NEWDST`).
  public boolean unsupported;

  public RouteQuestion(Family family) {
    this.family = family;
  }
}
