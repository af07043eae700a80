package dev.patchbay.device.vlan;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.Features;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.vlan.PriorityMap.Mapping;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The kind of device that tags what it sends, and gets what comes with its tag.
public final class Vlan implements DeviceKind {
  /// Ids from here on are not for use (`VLAN_VID_MASK`).
  private static final int RESERVED_ID = 4095;

  private static final String USAGE =
      """
      Usage: ... vlan id VLANID
      		[ protocol VLANPROTO ]
      		[ reorder_hdr { on | off } ]
      		[ gvrp { on | off } ]
      		[ mvrp { on | off } ]
      		[ loose_binding { on | off } ]
      		[ bridge_binding { on | off } ]
      		[ ingress-qos-map QOS-MAP ]
      		[ egress-qos-map QOS-MAP ]

      VLANID := 0-4095
      VLANPROTO: [ 802.1Q | 802.1ad ]
      QOS-MAP := [ QOS-MAP ] QOS-MAPPING
      QOS-MAPPING := FROM:TO
      """;

  /// How a VLAN device is at one moment.
  private record Shown(int protocol, int id, int flags, List<Mapping> ingress, List<Mapping> egress)
      implements Snapshot {}

  @Override
  public String name() {
    return "vlan";
  }

  @Override
  public String module() {
    return "8021q";
  }

  @Override
  public String help() {
    return USAGE;
  }

  // ---- words

  @Override
  public Options parse(Args args, LinkParser links) {
    if (!args.hasNext()) {
      return Options.NONE;
    }
    Integer id = null;
    Integer protocol = null;
    int flags = 0;
    int mask = 0;
    List<Mapping> ingress = new ArrayList<>();
    List<Mapping> egress = new ArrayList<>();
    while (args.hasNext()) {
      String word = args.next();
      VlanFlag flag = flag(word);
      if (Args.matches(word, "protocol")) {
        protocol = parseProtocol(args.next());
      } else if (Args.matches(word, "id")) {
        id = args.u16("id is invalid");
      } else if (flag != null) {
        mask |= flag.bit;
        flags |= args.onOff(flag.word) ? flag.bit : 0;
      } else if (Args.matches(word, "ingress-qos-map")) {
        parseMap(args, ingress, "invalid ingress-qos-map");
      } else if (Args.matches(word, "egress-qos-map")) {
        parseMap(args, egress, "invalid egress-qos-map");
      } else {
        throw refusal(word);
      }
    }
    return new VlanOptions(id, protocol, flags, mask, ingress, egress);
  }

  private static @Nullable VlanFlag flag(String word) {
    for (VlanFlag flag : VlanFlag.values()) {
      if (Args.matches(word, flag.word)) {
        return flag;
      }
    }
    return null;
  }

  private static int parseProtocol(String word) {
    return EtherTypes.parse(word).orElseThrow(() -> Args.invarg("protocol is invalid", word));
  }

  /// Takes words of the form `FROM:TO` as long as they come; there must be some word.
  private static void parseMap(Args args, List<Mapping> map, String refusal) {
    if (!args.hasNext()) {
      args.next();
    }
    for (String word = args.peek(); word != null; word = args.peek()) {
      int colon = word.indexOf(':');
      if (colon < 0) {
        return;
      }
      OptionalLong from = Numbers.u32(word.substring(0, colon), 0);
      OptionalLong to = Numbers.u32(word.substring(colon + 1), 0);
      if (from.isEmpty() || to.isEmpty()) {
        throw Args.invarg(refusal, word.substring(0, colon));
      }
      map.add(new Mapping((int) from.getAsLong(), (int) to.getAsLong()));
      args.skip();
    }
  }

  private static CommandException refusal(String word) {
    String complaint =
        Args.matches(word, "help") ? "" : "vlan: unknown command \"" + word + "\"?\n";
    return new CommandException(1, complaint + USAGE.stripTrailing());
  }

  // ---- requests

  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    byte[] address = request.address;
    if (address != null) {
      if (address.length != Mac.BYTES) {
        throw new NetlinkException(Errno.EINVAL, "8021q: Invalid link address.");
      }
      if (!Mac.of(address, 0).isUsable()) {
        throw new NetlinkException(Errno.EADDRNOTAVAIL, "8021q: Invalid link address.");
      }
    }
    if (!(request.options instanceof VlanOptions words)) {
      throw new NetlinkException(Errno.EINVAL, "8021q: VLAN properties not specified.");
    }
    if (words.protocol() != null && !EtherType.isVlan(words.protocol())) {
      throw new NetlinkException(Errno.EPROTONOSUPPORT, "8021q: Invalid VLAN protocol.");
    }
    if (words.id() != null && words.id() >= RESERVED_ID) {
      throw new NetlinkException(Errno.ERANGE, "8021q: Invalid VLAN id.");
    }
  }

  /// `vlan_newlink`, `register_vlan_dev`.
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    VlanOptions words = (VlanOptions) request.options;
    if (words == null || words.id() == null) {
      throw new NetlinkException(Errno.EINVAL, "8021q: VLAN id not specified.");
    }
    NetDevice below = request.link;
    if (below == null) {
      throw new NetlinkException(Errno.EINVAL, "8021q: link not specified.");
    }
    int protocol = words.protocol() == null ? EtherType.VLAN : words.protocol();
    checkBelow(below, protocol, words.id());
    if (request.mtu != null && request.mtu > below.mtu() && request.mtu <= VlanDevice.MOST_MTU) {
      throw new NetlinkException(Errno.EINVAL);
    }
    VlanDevice device = new VlanDevice(netns, this, below, protocol, words.id());
    device.begin(words);
    links.register(device, request, name());
    try {
      device.linkAbove(below, false);
    } catch (NetlinkException e) {
      Links.unregister(List.of(device));
      throw e;
    }
    return device;
  }

  /// `vlan_check_real_dev`.
  private static void checkBelow(NetDevice below, int protocol, int id) throws NetlinkException {
    if (below.has(Features.VLAN_CHALLENGED) || below.hardwareType() != ArpHardware.ETHER) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "8021q: VLANs not supported on device.");
    }
    if (below.vlanDevices().find(protocol, id) != null) {
      throw new NetlinkException(Errno.EEXIST, "8021q: VLAN device already exists.");
    }
  }

  @Override
  public void change(NetDevice device, Options options) {
    if (device instanceof VlanDevice vlan && options instanceof VlanOptions words) {
      vlan.change(words);
    }
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof VlanDevice vlan)) {
      return null;
    }
    PriorityMap map = vlan.priorities();
    return new Shown(vlan.protocol(), vlan.id(), vlan.vlanFlags(), map.ingress(), map.egress());
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (!(snapshot instanceof Shown shown)) {
      return;
    }
    out.string("protocol", "protocol ", EtherTypes.text(shown.protocol), " ");
    out.number("id", "id ", shown.id, " ");
    showFlags(shown.flags, out);
    showMap("ingress_qos", "ingress-qos-map", shown.ingress, out);
    showMap("egress_qos", "egress-qos-map", shown.egress, out);
  }

  private static void showFlags(int flags, Output out) {
    if (flags == 0) {
      return;
    }
    out.openArray("flags");
    String before = "<";
    for (VlanFlag flag : VlanFlag.values()) {
      if (flag.in(flags)) {
        out.string(null, before, flag.name(), "");
        before = ",";
      }
    }
    out.text("> ");
    out.closeArray();
  }

  private static void showMap(String key, String word, List<Mapping> map, Output out) {
    List<Mapping> shown = map.stream().filter(mapping -> mapping.to() != 0).toList();
    if (shown.isEmpty()) {
      return;
    }
    out.openArray(key);
    out.newline();
    out.text("      " + word + " { ");
    for (Mapping mapping : shown) {
      out.openObject(null);
      out.number("from", "", Integer.toUnsignedLong(mapping.from()), "");
      out.number("to", ":", Integer.toUnsignedLong(mapping.to()), " ");
      out.closeObject();
    }
    out.text("} ");
    out.closeArray();
  }
}
