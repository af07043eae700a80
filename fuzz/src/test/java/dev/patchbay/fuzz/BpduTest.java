package dev.patchbay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Messages of the spanning tree, true and false, at the port of a bridge that heeds them. Each is
/// heeded or dropped with a reason: the network says otherwise when it is closed.
class BpduTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long BRIDGES = 0x0180_c200_0000L;

  @TempDir static Path folder;

  /// The input is messages of logical link control, each after its length in a byte; the last one
  /// ends where the input ends.
  @FuzzTest(maxDuration = "", maxExecutions = 250)
  void everyMessageEnds(byte[] input) {
    try (Network network = new Network(folder)) {
      Lab lab = network.lab();
      network.run("ip -n r link set br0 type bridge stp_state 1");
      NetDevice sender = network.device("b", "eth0");
      for (int at = 0; at < input.length; ) {
        int length = Math.min(input[at] & 0xFF, input.length - at - 1);
        Packet packet = lab.world().allocate(Ethernet.HEADER + length);
        System.arraycopy(input, at + 1, packet.bytes(), packet.put(length), length);
        Ethernet.push(packet, BRIDGES, sender.address().value(), length);
        sender.send(packet);
        lab.world().loop().runUntil(lab.world().loop().now() + SECOND);
        at += 1 + length;
      }
      lab.world().loop().runUntil(lab.world().loop().now() + 60 * SECOND);
    }
  }
}
