package dev.patchbay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Lacpdu;
import dev.patchbay.packet.Packet;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Messages of slow protocols, true and false, at a slave of a bond that heeds them. Each is heeded
/// or counted: the network says otherwise when it is closed.
class LacpduTest {
  private static final long SECOND = 1_000_000_000L;

  private static final String BOND =
      """
      ip netns add bonded
      ip -n bonded link add b0 type bond mode 802.3ad
      ip -n bonded link add e0 type veth peer name e1
      ip -n bonded link set e0 master b0
      ip -n bonded link set b0 up
      ip -n bonded link set e1 up
      """;

  @TempDir static Path folder;

  /// The input is messages, each after its length in a byte; the last one ends where the input
  /// ends.
  @FuzzTest(maxDuration = "", maxExecutions = 150)
  void everyMessageEnds(byte[] input) {
    try (Network network = new Network(folder)) {
      Lab lab = network.lab();
      network.run(BOND);
      NetDevice sender = network.device("bonded", "e1");
      lab.world().loop().runUntil(lab.world().loop().now() + SECOND);
      for (int at = 0; at < input.length; ) {
        int length = Math.min(input[at] & 0xFF, input.length - at - 1);
        Packet packet = lab.world().allocate(Ethernet.HEADER + length);
        System.arraycopy(input, at + 1, packet.bytes(), packet.put(length), length);
        Ethernet.push(packet, Lacpdu.GROUP, sender.address().value(), EtherType.SLOW);
        sender.send(packet);
        lab.world().loop().runUntil(lab.world().loop().now() + SECOND);
        at += 1 + length;
      }
      lab.world().loop().runUntil(lab.world().loop().now() + 100 * SECOND);
    }
  }
}
