package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Statistics;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tunnel.TunnelSnapshot;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import java.util.Locale;

/// Lays out a tunnel as `ip tunnel` does (`print_tunnel`).
final class TunnelText {
  private final Session session;
  private final Output out;

  TunnelText(Session session) {
    this.session = session;
    this.out = session.output();
  }

  /// Shows a tunnel of which the kernel was asked alone, without statistics.
  void showAlone(TunnelSnapshot tunnel) {
    show(tunnel, false);
  }

  void show(TunnelSnapshot tunnel) {
    show(tunnel, session.options().statistics > 0);
  }

  private void show(TunnelSnapshot tunnel, boolean withStatistics) {
    out.openObject(null);
    out.string(Color.IFNAME, "ifname", "", tunnel.name(), ": ");
    out.string("mode", "", mode(tunnel.protocol()) + "/ip", " ");
    end("remote", "remote ", tunnel.remote());
    end("local", " local ", tunnel.local());
    for (TunnelSnapshot.Router router : tunnel.routers()) {
      String word = router.isDefault() ? "pdr" : "pr";
      out.string(word, " " + word + " ", Ip.format(router.address()), "");
    }
    NetDevice link = tunnel.link();
    if (link != null) {
      out.string("dev", " dev ", link.name(), "");
    }
    if (tunnel.ttl() == 0) {
      out.text(" ttl inherit");
    } else {
      out.number("ttl", " ttl ", tunnel.ttl(), "");
    }
    tos(tunnel.tos());
    if (!tunnel.pmtudisc()) {
      out.flag("nopmtudisc", " nopmtudisc", true);
    }
    if (tunnel.protocol() == IpProtocol.GRE || hasFlags(tunnel)) {
      keys(tunnel);
      flags(tunnel);
    }
    out.closeObject();
    out.verbatim("\n");
    if (withStatistics) {
      statistics(tunnel.statistics(), out);
    }
  }

  private static boolean hasFlags(TunnelSnapshot tunnel) {
    return (tunnel.inputFlags() | tunnel.outputFlags()) != 0;
  }

  static String mode(int protocol) {
    return switch (protocol) {
      case IpProtocol.IPIP -> "ip";
      case IpProtocol.GRE -> "gre";
      case IpProtocol.IPV6 -> "ipv6";
      case 0 -> "any";
      default -> "unknown";
    };
  }

  private void end(String key, String before, int address) {
    out.string(key, before, address == 0 && !out.isJson() ? "any" : Ip.format(address), "");
  }

  private void tos(int tos) {
    if (tos == 0) {
      return;
    }
    boolean inherits = (tos & 1) != 0;
    String field = (tos & ~1) == 0 ? "" : Dsfield.word(session, tos & ~1);
    if (out.isJson()) {
      if (!field.isEmpty()) {
        out.jsonString("tos", field);
      }
      return;
    }
    String both = inherits && !field.isEmpty() ? "inherit/" : inherits ? "inherit" : "";
    out.text(" tos " + both + field);
  }

  private void keys(TunnelSnapshot tunnel) {
    boolean in = (tunnel.inputFlags() & Gre.KEY) != 0;
    boolean to = (tunnel.outputFlags() & Gre.KEY) != 0;
    if (in && to && tunnel.inputKey() == tunnel.outputKey()) {
      out.number("key", " key ", Integer.toUnsignedLong(tunnel.inputKey()), "");
      return;
    }
    if (in) {
      out.number("ikey", " ikey ", Integer.toUnsignedLong(tunnel.inputKey()), "");
    }
    if (to) {
      out.number("okey", " okey ", Integer.toUnsignedLong(tunnel.outputKey()), "");
    }
  }

  private void flags(TunnelSnapshot tunnel) {
    int in = tunnel.inputFlags();
    int to = tunnel.outputFlags();
    out.openArray("flags");
    flag(in, Gre.SEQUENCE, "rx_drop_ooseq", "Drop packets out of sequence.");
    flag(in, Gre.CHECKSUM, "rx_csum", "Checksum in received packet is required.");
    flag(to, Gre.SEQUENCE, "tx_seq", "Sequence packets on output.");
    flag(to, Gre.CHECKSUM, "tx_csum", "Checksum output packets.");
    out.closeArray();
  }

  private void flag(int flags, int flag, String word, String sentence) {
    if ((flags & flag) != 0) {
      out.newline();
      out.text("  " + sentence);
      out.jsonString(null, word);
    }
  }

  static void statistics(Statistics s, Output out) {
    out.verbatim("RX: Packets    Bytes        Errors CsumErrs OutOfSeq Mcasts\n");
    out.verbatim(
        String.format(
            Locale.ROOT,
            "    %-10d %-12d %-6d %-8d %-8d %-8d\n",
            s.rxPackets,
            s.rxBytes,
            s.rxErrors,
            s.rxFrameErrors,
            s.rxFifoErrors,
            s.multicast));
    out.verbatim("TX: Packets    Bytes        Errors DeadLoop NoRoute  NoBufs\n");
    out.verbatim(
        String.format(
            Locale.ROOT,
            "    %-10d %-12d %-6d %-8d %-8d %-6d\n",
            s.txPackets,
            s.txBytes,
            s.txErrors,
            s.collisions,
            s.txCarrierErrors,
            s.txDropped));
  }
}
