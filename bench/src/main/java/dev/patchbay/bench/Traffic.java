package dev.patchbay.bench;

import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import java.util.Objects;

/// A lab with one of the [Topology]s, a sender of small UDP frames at one end, and a rule that
/// drops and counts them at the other.
public final class Traffic implements AutoCloseable {
  /// Bytes of a frame, as the peers send.
  private static final int LENGTH = 64;

  /// Flows differ by their source ports, so many of them, then by their destination ports.
  private static final int FIRST_PORT = 1024;

  private static final int FEW_PORTS = 0x3fff;
  private static final int DISCARD = 9;

  private static final long SECOND = 1_000_000_000L;

  private final Lab lab;
  private final NetDevice sender;
  private final byte[] frame;
  private final int flows;
  private int flow;
  private long arrived;

  public Traffic(Topology topology) {
    lab = Lab.builder().build();
    run(topology.script() + topology.addresses());
    run("ip netns exec a ping -c 2 " + topology.destination());
    Netns a = lab.netns("a");
    sender = Objects.requireNonNull(a.device("eth0"));
    frame = frame(topology);
    flows = topology.flows();
    NetDevice end = lab.netns("b").device("eth0");
    lab.netns("b")
        .hook(HookFamily.IPV4, HookPoint.PREROUTING)
        .add(
            0,
            (packet, in, out, hook, next) -> {
              if (in != end) {
                return Verdict.ACCEPT;
              }
              arrived++;
              return Verdict.DROP;
            });
  }

  /// Whether what becomes of the packets is recorded.
  void record(boolean journeys) {
    lab.world().journeys().recording(journeys);
  }

  private void run(String script) {
    String output = lab.run(script);
    if (lab.status() != 0) {
      throw new IllegalStateException(output);
    }
  }

  private byte[] frame(Topology topology) {
    String gateway = topology.hops() == 0 ? topology.destination() : "10.0.0.254";
    String neighbour = lab.run("ip -n a neigh show " + gateway);
    String mac = neighbour.replaceAll("(?s).*lladdr (\\S+).*", "$1");
    Packet packet = lab.world().allocate(LENGTH);
    int udp = packet.put(LENGTH - Ethernet.HEADER - Ipv4.HEADER);
    writePorts(packet.bytes(), udp, 0);
    Udp.length(packet.bytes(), udp, LENGTH - Ethernet.HEADER - Ipv4.HEADER);
    Udp.checksum(packet.bytes(), udp, 0);
    Ipv4.push(
        packet,
        Ip.of("10.0.0.1").toInt(),
        Ip.of(topology.destination()).toInt(),
        IpProtocol.UDP,
        64);
    Ipv4.fillChecksum(packet.bytes(), packet.head());
    Ethernet.push(packet, Mac.of(mac).value(), sender.address().value(), EtherType.IPV4);
    byte[] bytes = new byte[LENGTH];
    System.arraycopy(packet.bytes(), packet.head(), bytes, 0, LENGTH);
    lab.world().consume(packet);
    return bytes;
  }

  private static void writePorts(byte[] bytes, int udp, int flow) {
    Udp.sourcePort(bytes, udp, FIRST_PORT + (flow & FEW_PORTS));
    Udp.destinationPort(bytes, udp, DISCARD + flow / (FEW_PORTS + 1));
  }

  /// Sends so many frames, each as a packet socket does, and lets the network come to rest. Returns
  /// how many have arrived in all.
  public long send(int frames) {
    for (int i = 0; i < frames; i++) {
      Packet packet = lab.world().allocate(LENGTH);
      int at = packet.put(LENGTH);
      System.arraycopy(frame, 0, packet.bytes(), at, LENGTH);
      int network = at + Ethernet.HEADER;
      packet.network(network);
      packet.protocol(EtherType.IPV4);
      if (flows > 1) {
        flow = flow + 1 == flows ? 0 : flow + 1;
        writePorts(packet.bytes(), network + Ipv4.HEADER, flow);
      }
      sender.send(packet);
    }
    lab.world().loop().runUntil(lab.world().loop().now() + SECOND / 1000);
    return arrived;
  }

  @Override
  public void close() {
    lab.close();
  }
}
