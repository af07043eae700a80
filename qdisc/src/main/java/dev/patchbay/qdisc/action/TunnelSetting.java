package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import org.jspecify.annotations.Nullable;

/// What an action gives packets for a tunnel that asks each where it goes.
///
/// @param key null for one that takes away what a packet has
record TunnelSetting(@Nullable TunnelKey key, int control) implements Setting {
  int act(Packet packet) {
    packet.destination(null);
    packet.tunnel(key);
    return control;
  }

  void show(Output out) {
    out.string("mode", "  ", key == null ? "unset" : "set", "");
    if (key != null) {
      show(key, out);
    }
  }

  private static void show(TunnelKey key, Output out) {
    out.string("src_ip", "\n\tsrc_ip ", key.source().text(), "");
    out.string("dst_ip", "\n\tdst_ip ", key.destination().text(), "");
    if (key.has(TunnelKey.KEY)) {
      out.number("key_id", "\n\tkey_id ", key.id(), "");
    }
    if (key.destinationPort() != 0) {
      out.number("dst_port", "\n\tdst_port ", key.destinationPort(), "");
    }
    if (key.has(TunnelKey.HAS_GROUP)) {
      showGroup(key, out);
    }
    out.string("flag", "\n\t", key.has(TunnelKey.CHECKSUM) ? "csum" : "nocsum", "");
    if (key.tos() != 0) {
      out.string("tos", "\n\ttos ", "0x" + Integer.toHexString(key.tos()), "");
    }
    if (key.ttl() != 0) {
      out.number("ttl", "\n\tttl ", key.ttl(), "");
    }
  }

  private static void showGroup(TunnelKey key, Output out) {
    out.text("\n\tvxlan_opts ");
    out.openArray("vxlan_opts");
    out.openObject(null);
    out.number("gbp", "", Integer.toUnsignedLong(key.group()), "");
    out.closeObject();
    out.closeArray();
  }
}
