package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.multicast.Group;
import dev.patchbay.device.bridge.multicast.MdbSnapshot;
import dev.patchbay.device.bridge.multicast.RouterSnapshot;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lays out multicast groups as `bridge mdb` does (`print_mdb_entry`).
final class MdbText {
  private final Session session;
  private final Output out;
  private final int vlan;

  /// What is to be shown behind all groups.
  private final Map<String, List<RouterSnapshot>> routers = new LinkedHashMap<>();

  /// Of groups in that VLAN, or with 0 of all.
  MdbText(Session session, int vlan) {
    this.session = session;
    this.out = session.output();
    this.vlan = vlan;
  }

  void begin() {
    out.begin();
    out.openObject(null);
    out.openArray("mdb");
  }

  void show(BridgeDevice bridge) {
    for (MdbSnapshot entry : bridge.snooping().mdbSnapshot()) {
      if (vlan == 0 || entry.group().vlan() == vlan) {
        show(entry);
      }
    }
    List<RouterSnapshot> all = bridge.snooping().routerSnapshot(bridge.snooping().all());
    if (session.options().details && !all.isEmpty()) {
      routers.put(bridge.name(), all);
    }
    if (!out.isJson()) {
      showRouters();
    }
  }

  void end() {
    out.closeArray();
    out.openObject("router");
    showRouters();
    out.closeObject();
    out.closeObject();
    out.end();
  }

  // ---- groups

  void show(MdbSnapshot entry) {
    out.openObject(null);
    out.jsonNumber("index", entry.bridge().index());
    out.string(Color.IFNAME, "dev", "dev ", entry.bridge().name(), "");
    out.string(Color.IFNAME, "port", " port ", entry.port().name(), "");
    Color color = color(entry.group());
    out.text(" grp ");
    out.string(color, "grp", "", entry.group().address(), "");
    if (!entry.group().isStar()) {
      out.text(" src ");
      out.string(color, "src", "", entry.group().source(), "");
    }
    out.string("state", " ", entry.permanent() ? "permanent" : "temp", "");
    MdbSnapshot.Details details = entry.details();
    if (details != null && session.options().details) {
      details(details);
    }
    flags(entry);
    if (entry.group().vlan() != 0) {
      out.number("vid", " vid ", entry.group().vlan(), "");
    }
    if (session.options().statistics) {
      out.string("timer", " ", Centiseconds.field(entry.timer()), "");
    }
    out.text("\n");
    out.closeObject();
  }

  private static Color color(Group group) {
    if (group.isLink()) {
      return Color.MAC;
    }
    return group.family() == Family.IPV4 ? Color.INET : Color.INET6;
  }

  private void details(MdbSnapshot.Details details) {
    Boolean excludes = details.excludes();
    if (excludes != null) {
      out.string("filter_mode", " filter_mode ", excludes ? "exclude" : "include", "");
    }
    if (!details.sources().isEmpty()) {
      sources(details.sources());
    }
    out.string("protocol", " proto ", details.byUser() ? "static" : "kernel", " ");
  }

  private void sources(List<MdbSnapshot.Listed> sources) {
    out.text(" source_list ");
    out.openArray("source_list");
    String comma = "";
    for (MdbSnapshot.Listed source : sources) {
      out.text(comma);
      out.openObject(null);
      out.string("address", "", source.address().text(), "");
      out.string("timer", "/", seconds(source.timer()), "");
      out.closeObject();
      comma = ",";
    }
    out.closeArray();
  }

  private void flags(MdbSnapshot entry) {
    List<String> words = new ArrayList<>();
    MdbSnapshot.Details details = entry.details();
    if (details != null) {
      add(words, details.leftFast(), "fast_leave");
      add(words, details.byStar(), "added_by_star_ex");
      add(words, details.blocked(), "blocked");
    }
    out.openArray("flags");
    words.forEach(word -> out.string(null, " ", word, ""));
    out.closeArray();
  }

  private static void add(List<String> words, boolean on, String word) {
    if (on) {
      words.add(word);
    }
  }

  private static String seconds(long nanos) {
    return Centiseconds.field(nanos).strip();
  }

  // ---- routers

  private void showRouters() {
    routers.forEach(new RouterPorts(session)::ofBridge);
    if (!out.isJson()) {
      routers.clear();
    }
  }
}
