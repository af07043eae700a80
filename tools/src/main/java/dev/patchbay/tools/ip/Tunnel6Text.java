package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tunnel6.Tunnel6Snapshot;
import dev.patchbay.packet.Gre;
import java.util.Locale;

/// Lays out a tunnel as `ip -6 tunnel` does (`print_tunnel` of ip/ip6tunnel.c).
final class Tunnel6Text {
  private final Session session;
  private final Output out;

  Tunnel6Text(Session session) {
    this.session = session;
    this.out = session.output();
  }

  void show(Tunnel6Snapshot tunnel) {
    StringBuilder line = new StringBuilder();
    line.append(tunnel.name()).append(": ").append(TunnelText.mode(tunnel.protocol()));
    line.append("/ipv6 remote ").append(tunnel.remote().text());
    line.append(" local ").append(tunnel.local().text());
    NetDevice link = tunnel.link();
    if (link != null) {
      line.append(" dev ").append(link.name());
    }
    header(tunnel, line);
    keys(tunnel, line);
    flags(tunnel, line);
    out.verbatim(line.append('\n').toString());
    if (session.options().statistics > 0) {
      TunnelText.statistics(tunnel.statistics(), out);
    }
  }

  private static void header(Tunnel6Snapshot tunnel, StringBuilder line) {
    String limit = tunnel.ignoresEncapLimit() ? "none" : String.valueOf(tunnel.encapLimit());
    line.append(" encaplimit ").append(limit);
    String hops = tunnel.hopLimit() == 0 ? "inherit" : String.valueOf(tunnel.hopLimit());
    line.append(" hoplimit ").append(hops);
    String field = tunnel.inheritsClass() ? "inherit" : hex("0x%02x", tunnel.trafficClass());
    line.append(" tclass ").append(field);
    String label = tunnel.inheritsLabel() ? "inherit" : hex("0x%05x", tunnel.flowLabel());
    line.append(" flowlabel ").append(label);
    line.append(" (flowinfo ").append(hex("0x%08x", tunnel.flowInfo())).append(')');
    line.append(tunnel.copiesDscp() ? " dscp inherit" : "");
    line.append(tunnel.allowsLocalRemote() ? " allow-localremote" : "");
  }

  private static String hex(String format, int value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void keys(Tunnel6Snapshot tunnel, StringBuilder line) {
    boolean in = (tunnel.inputFlags() & Gre.KEY) != 0;
    boolean to = (tunnel.outputFlags() & Gre.KEY) != 0;
    String input = Integer.toUnsignedString(tunnel.inputKey());
    String output = Integer.toUnsignedString(tunnel.outputKey());
    if (in && to && tunnel.inputKey() == tunnel.outputKey()) {
      line.append(" key ").append(input);
      return;
    }
    line.append(in ? " ikey " + input : "").append(to ? " okey " + output : "");
  }

  private void flags(Tunnel6Snapshot tunnel, StringBuilder line) {
    flag(tunnel.inputFlags(), Gre.SEQUENCE, "Drop packets out of sequence.", line);
    flag(tunnel.inputFlags(), Gre.CHECKSUM, "Checksum in received packet is required.", line);
    flag(tunnel.outputFlags(), Gre.SEQUENCE, "Sequence packets on output.", line);
    flag(tunnel.outputFlags(), Gre.CHECKSUM, "Checksum output packets.", line);
  }

  private void flag(int flags, int flag, String sentence, StringBuilder line) {
    if ((flags & flag) != 0) {
      line.append(session.options().oneline ? "\\" : "\n").append("  ").append(sentence);
    }
  }
}
