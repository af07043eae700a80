package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The raw and ping sockets of a namespace, to which packets go before and beside the protocols.
public final class Receivers {
  private final IpStack stack;
  private final List<RawReceiver> raw = new ArrayList<>(0);
  private final List<EchoReceiver> echo = new ArrayList<>(0);

  Receivers(IpStack stack) {
    this.stack = stack;
  }

  /// Lets a raw socket receive.
  public void add(RawReceiver receiver) {
    raw.add(receiver);
  }

  /// Undoes [#add].
  public void remove(RawReceiver receiver) {
    raw.remove(receiver);
  }

  /// Lets a ping socket receive.
  public void add(EchoReceiver receiver) {
    echo.add(receiver);
  }

  /// Undoes [#add].
  public void remove(EchoReceiver receiver) {
    echo.remove(receiver);
  }

  /// The ping socket of this identifier, or null.
  public @Nullable EchoReceiver echo(int identifier) {
    for (EchoReceiver receiver : echo) {
      if (receiver.identifier() == identifier) {
        return receiver;
      }
    }
    return null;
  }

  /// Gives every raw socket that wants it a copy of the packet, whose head is the transport header.
  /// Returns whether there is one, wanting or not.
  boolean deliverRaw(Packet packet, int protocol, int source, int destination, NetDevice device) {
    boolean found = false;
    for (int i = 0; i < raw.size(); i++) {
      RawReceiver receiver = raw.get(i);
      if (receiver.protocol() == protocol && receiver.matches(destination, source, device)) {
        found = true;
        if (!receiver.refuses(packet)) {
          Packet copy = stack.world().clone(packet);
          copy.unpull(copy.head() - copy.network());
          receiver.deliver(copy, device);
        }
      }
    }
    return found;
  }

  /// Tells raw sockets of an error.
  void errorRaw(IcmpError error) {
    for (RawReceiver receiver : List.copyOf(raw)) {
      if (receiver.protocol() == error.protocol()
          && receiver.matches(error.source(), error.destination(), error.device())) {
        receiver.error(error);
      }
    }
  }
}
