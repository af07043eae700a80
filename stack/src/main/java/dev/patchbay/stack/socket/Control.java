package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What a call to send says of its own packet, apart from the options of the socket: ancillary data
/// (cmsg(3)) and flags.
///
/// @param source the address to send from (`IP_PKTINFO`), or null
/// @param device the device to send by (`IP_PKTINFO`), or null
/// @param ttl hops (`IP_TTL`, `IPV6_HOPLIMIT`), or -1 for what the socket says
/// @param tos type of service or traffic class (`IP_TOS`, `IPV6_TCLASS`), or -1
/// @param confirm whether the program has heard from there, so that the neighbour need not be asked
///   (`MSG_CONFIRM`)
/// @param dontRoute whether only hosts on a link will do (`MSG_DONTROUTE`)
public record Control(
    @Nullable Ip source,
    @Nullable NetDevice device,
    int ttl,
    int tos,
    boolean confirm,
    boolean dontRoute) {
  /// Says nothing.
  public static final Control NONE = new Control(null, null, -1, -1, false, false);

  /// Says that the neighbour is there.
  public static final Control CONFIRM = NONE.withConfirm();

  public Control withSource(Ip address) {
    return new Control(address, device, ttl, tos, confirm, dontRoute);
  }

  public Control withDevice(NetDevice by) {
    return new Control(source, by, ttl, tos, confirm, dontRoute);
  }

  public Control withTtl(int hops) {
    return new Control(source, device, hops, tos, confirm, dontRoute);
  }

  public Control withTos(int value) {
    return new Control(source, device, ttl, value, confirm, dontRoute);
  }

  private Control withConfirm() {
    return new Control(source, device, ttl, tos, true, dontRoute);
  }

  public Control withDontRoute() {
    return new Control(source, device, ttl, tos, confirm, true);
  }
}
