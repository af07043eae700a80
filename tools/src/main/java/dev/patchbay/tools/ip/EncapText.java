package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.LightweightTunnel;
import dev.patchbay.packet.MplsTunnel;
import dev.patchbay.packet.TunnelKey;
import org.jspecify.annotations.Nullable;

/// Lays out what a route tells a tunnel about its packets, as `ip route` does (`encap`).
final class EncapText {
  private EncapText() {}

  static void show(@Nullable LightweightTunnel encap, Output out) {
    switch (encap) {
      case null -> {}
      case TunnelKey key -> show(key, out);
      case MplsTunnel tunnel -> show(tunnel, out);
    }
  }

  private static void show(MplsTunnel tunnel, Output out) {
    out.string("encap", " encap ", "mpls", " ");
    out.string("dst", " ", tunnel.labels().toString(), " ");
    if (tunnel.ttl() != MplsTunnel.USUAL_TTL) {
      out.number("ttl", "ttl ", tunnel.ttl(), " ");
    }
  }

  private static void show(TunnelKey key, Output out) {
    boolean six = key.isIpv6();
    out.string("encap", " encap ", six ? "ip6" : "ip", " ");
    if (out.isJson()) {
      out.jsonLiteral("id", Long.toUnsignedString(key.id()));
    } else {
      out.text("id " + Long.toUnsignedString(key.id()) + " ");
    }
    out.string("src", "src ", key.source().text(), " ");
    out.string("dst", "dst ", key.destination().text(), " ");
    out.number(six ? "hoplimit" : "ttl", six ? "hoplimit " : "ttl ", key.ttl(), " ");
    out.number(six ? "tc" : "tos", six ? "tc " : "tos ", key.tos(), " ");
    flag("key", key.has(TunnelKey.KEY), out);
    flag("csum", key.has(TunnelKey.CHECKSUM), out);
    flag("seq", key.has(TunnelKey.SEQUENCE), out);
    if (key.has(TunnelKey.HAS_GROUP)) {
      group(key.group(), out);
    }
  }

  private static void flag(String word, boolean on, Output out) {
    if (on) {
      out.flag(word, word + " ", true);
    }
  }

  private static void group(int group, Output out) {
    out.newline();
    out.openArray("vxlan_opts");
    out.openObject(null);
    out.text("\tvxlan_opts ");
    out.number("gbp", "", Integer.toUnsignedLong(group), " ");
    out.closeObject();
    out.closeArray();
  }
}
