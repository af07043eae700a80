package dev.patchbay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Frames into a host, a router and a bridge. Each is delivered, queued or dropped with a reason:
/// the network says otherwise when it is closed.
class FrameTest {
  private static final long SECOND = 1_000_000_000L;

  /// Longest frame that is sent, in bytes.
  private static final int LONGEST = 2000;

  @TempDir static Path folder;

  /// The input is frames, each after its sender and its length in two bytes; the last one ends
  /// where the input ends.
  @FuzzTest(maxDuration = "", maxExecutions = 300)
  void everyFrameEnds(byte[] input) {
    try (Network network = new Network(folder)) {
      NetDevice[] senders = {
        network.device("a", "eth0"), network.device("b", "eth0"), network.device("r", "port")
      };
      for (int at = 0; at + 3 < input.length; ) {
        NetDevice sender = senders[(input[at] & 0xFF) % senders.length];
        int wanted = (input[at + 1] & 0xFF) << 8 | input[at + 2] & 0xFF;
        int length = Math.min(Math.min(wanted, LONGEST), input.length - at - 3);
        send(network, sender, input, at + 3, length);
        at += 3 + length;
      }
      var loop = network.lab().world().loop();
      loop.runUntil(loop.now() + 40 * SECOND);
    }
  }

  private static void send(Network network, NetDevice sender, byte[] input, int from, int length) {
    Packet packet = network.lab().world().allocate(length);
    int at = packet.put(length);
    System.arraycopy(input, from, packet.bytes(), at, length);
    packet.network(at + Math.min(14, length));
    sender.send(packet);
    network.lab().world().loop().runUntil(network.lab().world().loop().now() + SECOND / 1000);
  }
}
