package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.PacketTap;
import dev.patchbay.packet.EtherType;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.Sockets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `/proc/net/ptype`: who takes which EtherType, and where. Packet sockets that see everything come
/// first, then what is in the kernel's table, by its buckets.
final class PtypeFile {
  private static final int BUCKETS = 16;

  private record Line(int type, String device, String function) {
    private static Line of(PacketSocket socket) {
      NetDevice device = socket.device();
      return new Line(socket.protocol(), device == null ? "" : device.name(), "packet_rcv");
    }

    private int bucket() {
      return type == PacketTap.ALL ? -1 : type & (BUCKETS - 1);
    }

    private String text() {
      String name = type == PacketTap.ALL ? "ALL " : String.format(Locale.ROOT, "%04x", type);
      return String.format(Locale.ROOT, "%s %-8s %s\n", name, device, function);
    }
  }

  private PtypeFile() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("ptype", PtypeFile::text);
  }

  private static String text(Netns netns) {
    List<Line> lines = new ArrayList<>();
    for (PacketSocket socket : Sockets.of(netns).all(PacketSocket.class)) {
      if (socket.protocol() != 0) {
        lines.add(Line.of(socket));
      }
    }
    lines.add(new Line(EtherType.IPV4, "", "ip_rcv"));
    lines.add(new Line(EtherType.ARP, "", "arp_rcv"));
    lines.add(new Line(EtherType.IPV6, "", "ipv6_rcv [ipv6]"));
    lines.sort(Comparator.comparingInt(Line::bucket));
    StringBuilder text = new StringBuilder("Type Device      Function\n");
    lines.forEach(line -> text.append(line.text()));
    return text.toString();
  }
}
