package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.VlanSetting;
import dev.patchbay.device.bridge.VlanSettings;
import dev.patchbay.device.bridge.VlanSettings.Snapshot;
import dev.patchbay.tools.iproute.LinkHead;
import dev.patchbay.tools.iproute.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `bridge vlan global`: what is set for the VLANs of whole bridges.
final class VlanGlobal {
  private static final int NAME_WIDTH = 16;
  private static final String INDENT = " ".repeat(NAME_WIDTH + 2);

  private VlanGlobal() {}

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    if (Args.matches(word, "show") || Args.matches(word, "lst") || Args.matches(word, "list")) {
      show(session, args);
    } else if (Args.matches(word, "set")) {
      set(session, args);
    } else {
      throw Usage.of("vlan");
    }
  }

  // ---- set

  private static void set(Session session, Args args) throws NetlinkException {
    String name = null;
    VlanRange range = null;
    Map<VlanSetting, Long> values = new EnumMap<>(VlanSetting.class);
    while (args.hasNext()) {
      String word = args.next();
      VlanSetting setting = find(word);
      if (word.equals("dev")) {
        name = args.next();
      } else if (word.equals("vid")) {
        range = VlanRange.parse(args.next());
      } else if (setting != null) {
        values.put(setting, setting.parse(args.next()));
      } else if (Args.matches(word, "help")) {
        throw Usage.of("vlan");
      }
    }
    if (name == null || range == null) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    NetDevice device = session.device(name);
    if (device == null) {
      throw new Refusal("Cannot find network device \"" + name + "\"");
    }
    VlanSettings.change(device, range.first(), range.last(), values);
  }

  private static @Nullable VlanSetting find(String word) {
    for (VlanSetting setting : VlanSetting.values()) {
      if (setting.word().equals(word)) {
        return setting;
      }
    }
    return null;
  }

  // ---- show

  private static void show(Session session, Args args) throws FileException {
    VlanSelection selection = VlanSelection.read(args);
    NetDevice only = selection.device(session);
    Output out = session.output();
    out.begin();
    out.text("port              vlan-id  \n");
    for (NetDevice device : session.netns().devices()) {
      List<Snapshot> vlans = VlanSettings.of(device);
      if ((only == null || only == device) && vlans != null) {
        show(session, device, vlans, selection.id());
      }
    }
    out.end();
    session.flush();
  }

  private static void show(Session session, NetDevice device, List<Snapshot> vlans, int only) {
    Output out = session.output();
    boolean begun = false;
    for (int i = 0; i < vlans.size(); i++) {
      Snapshot first = vlans.get(i);
      while (i + 1 < vlans.size() && vlans.get(i).goesOnWith(vlans.get(i + 1))) {
        i++;
      }
      int end = vlans.get(i).id();
      if (only != 0 && (only < first.id() || only > end)) {
        continue;
      }
      if (begun) {
        out.text(INDENT);
      } else {
        open(out, device);
      }
      begun = true;
      show(session, first, end);
    }
    if (begun) {
      out.closeArray();
      out.closeObject();
    }
  }

  private static void open(Output out, NetDevice device) {
    out.openObject(null);
    String name = LinkHead.padded(device.name(), NAME_WIDTH, out);
    out.string(Color.IFNAME, "ifname", "", name, "  ");
    out.openArray("vlans");
  }

  private static void show(Session session, Snapshot vlan, int end) {
    Output out = session.output();
    out.openObject(null);
    out.number("vlan", "", vlan.id(), "");
    if (end != vlan.id()) {
      out.number("vlanEnd", "-", end, "");
    }
    out.newline();
    out.text(INDENT + "  ");
    vlan.values()
        .forEach((setting, value) -> out.number(setting.word(), setting.word() + " ", value, " "));
    out.newline();
    if (!vlan.routers().isEmpty()) {
      new RouterPorts(session).ofVlan(INDENT + "  ", vlan.routers());
    }
    out.closeObject();
  }
}
