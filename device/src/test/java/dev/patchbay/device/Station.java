package dev.patchbay.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RxHandler.Result;
import java.util.ArrayDeque;

/// The far end of a cable: what sends frames into it, and receives what comes out.
public final class Station {
  private final Network network;
  private final NetDevice device;
  private final ArrayDeque<Frame> received = new ArrayDeque<>();

  /// Takes every frame that arrives at `device`.
  public Station(Network network, NetDevice device) throws NetlinkException {
    this.network = network;
    this.device = device;
    device.rxHandler(packet -> {
      received.add(Frame.of(packet));
      network.world().consume(packet);
      return Result.CONSUMED;
    });
  }

  public NetDevice device() {
    return device;
  }

  public int sends(Frame frame) {
    int result = device.send(frame.packet(network.world()));
    network.settle();
    return result;
  }

  public void receives(Frame frame) {
    assertThat(received.poll()).isEqualTo(frame);
  }

  public void receivesNothing() {
    assertThat(received).isEmpty();
  }

  /// How many frames have come that nobody has looked at; forgets them.
  public int count() {
    int count = received.size();
    received.clear();
    return count;
  }
}
