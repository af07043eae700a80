package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The raw and ping sockets above IPv6 of a namespace, to which packets go before and beside the
/// protocols.
public final class Ip6Receivers implements NetnsPart {
  /// A raw socket as IPv6 sees it (`raw6_local_deliver`, `raw6_icmp_error`).
  public interface Raw {
    /// The IP protocol it listens to.
    int protocol();

    /// Whether packets between these addresses that come by the device are for it.
    boolean matches(long localHi, long localLo, long remoteHi, long remoteLo, NetDevice device);

    /// Whether a filter of its own keeps the packet away; its head is the transport header.
    boolean refuses(Packet packet);

    /// Takes a packet, which is its own now; the head is the transport header.
    void deliver(Packet packet, NetDevice device);

    /// An ICMPv6 error quotes a packet that it may have sent.
    void error(Icmp6Error error);
  }

  /// A ping socket as ICMPv6 sees it: what it gets back is found by the identifier that it sends
  /// (`ping_rcv`, `ping_err`).
  public interface Echo {
    /// The identifier in its messages.
    int identifier();

    /// Whether messages to this address of ours that come by the device are for it.
    boolean matches(long localHi, long localLo, NetDevice device);

    /// Takes a packet, which is its own now; the head is the ICMPv6 header.
    void deliver(Packet packet, NetDevice device);

    /// An ICMPv6 error quotes an echo that it sent.
    void error(Icmp6Error error);
  }

  private static final Key<Ip6Receivers> KEY = new Key<>(Ip6Receivers::new);

  private final Netns netns;
  private final List<Raw> raw = new ArrayList<>(0);
  private final List<Echo> echo = new ArrayList<>(0);

  private Ip6Receivers(Netns netns) {
    this.netns = netns;
  }

  /// Those of the namespace.
  public static Ip6Receivers of(Netns netns) {
    return netns.part(KEY);
  }

  /// Lets a raw socket receive.
  public void add(Raw receiver) {
    raw.add(receiver);
  }

  /// Undoes [#add].
  public void remove(Raw receiver) {
    raw.remove(receiver);
  }

  /// Lets a ping socket receive.
  public void add(Echo receiver) {
    echo.add(receiver);
  }

  /// Undoes [#add].
  public void remove(Echo receiver) {
    echo.remove(receiver);
  }

  /// The ping socket of this identifier, or null.
  @Nullable Echo echo(int identifier) {
    for (int i = 0; i < echo.size(); i++) {
      if (echo.get(i).identifier() == identifier) {
        return echo.get(i);
      }
    }
    return null;
  }

  /// Gives every raw socket that wants it a copy of the packet, whose head is the transport header.
  /// Returns whether there is one, wanting or not.
  boolean deliverRaw(Packet packet, int protocol, NetDevice device) {
    if (raw.isEmpty()) {
      return false;
    }
    boolean found = false;
    NetDevice by = Icmp6.inputDevice(packet, device);
    for (int i = 0; i < raw.size(); i++) {
      Raw receiver = raw.get(i);
      if (receiver.protocol() == protocol && isFor(receiver, packet, by)) {
        found = true;
        if (!receiver.refuses(packet)) {
          Packet copy = netns.world().clone(packet);
          copy.device(by);
          receiver.deliver(copy, by);
        }
      }
    }
    return found;
  }

  private static boolean isFor(Raw receiver, Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return receiver.matches(
        Ipv6.destinationHi(bytes, ip),
        Ipv6.destinationLo(bytes, ip),
        Ipv6.sourceHi(bytes, ip),
        Ipv6.sourceLo(bytes, ip),
        device);
  }

  /// Tells raw sockets of an error.
  void errorRaw(Icmp6Error error) {
    for (Raw receiver : List.copyOf(raw)) {
      if (receiver.protocol() == error.protocol() && error.isFrom(receiver)) {
        receiver.error(error);
      }
    }
  }
}
