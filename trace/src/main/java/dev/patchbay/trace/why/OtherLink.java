package dev.patchbay.trace.why;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.WithheldStage;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Nic;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next hop is there, and what asks for it does not get to its device: what is between the two.
final class OtherLink implements Diagnosis {
  private static final String ONE_LINK = "both are to be on one link";

  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NEIGH_FAILED);
    Evidence.Found<IpStages.Routed> way =
        drop == null ? null : evidence.before(drop, IpStages.Routed.class);
    Netns netns = way == null ? null : evidence.netns(way.entry());
    NetDevice mine = netns == null || way == null ? null : netns.device(way.stage().device());
    if (way == null || mine == null) {
      return null;
    }
    String gateway = way.stage().gateway();
    Ip next = Ip.parse(gateway == null ? way.stage().destination() : gateway);
    List<Atlas.Place> owners = next == null ? List.of() : evidence.atlas().owners(next);
    return owners.isEmpty() ? null : between(evidence, mine, owners.getFirst().device());
  }

  private static @Nullable Answer between(Evidence evidence, NetDevice mine, NetDevice there) {
    if ((there.flags() & DeviceFlags.NOARP) != 0) {
      return new Answer(
          text(evidence, there) + " answers no ARP: it is NOARP",
          "it is to answer for its address",
          List.of(evidence.in(there.netns(), "ip link set " + there.name() + " arp on")));
    }
    Answer isolated = isolated(evidence);
    if (isolated != null) {
      return isolated;
    }
    if (Words.areBoth(mine, there, "vlan")) {
      return vlans(evidence, mine, there);
    } else if (Words.areBoth(mine, there, "macvlan") && mine.link() == there.link()) {
      return macvlans(evidence, mine, there);
    } else if (there instanceof Nic nic) {
      return mine instanceof Nic own ? segments(evidence, own, nic) : null;
    }
    return unmastered(evidence, there);
  }

  private static @Nullable Answer isolated(Evidence evidence) {
    for (Journey.Entry entry : evidence.entries()) {
      Netns netns = evidence.netns(entry);
      if (entry.stage() instanceof WithheldStage stage
          && stage.why().startsWith("it is isolated")
          && netns != null) {
        return new Answer(
            "port "
                + stage.port()
                + " of bridge "
                + stage.bridge()
                + " in "
                + evidence.name(netns)
                + " is isolated, as the port is by which it came",
            "one of the two ports is not to be isolated",
            List.of(evidence.in(netns, "bridge link set dev " + stage.port() + " isolated off")));
      }
    }
    return null;
  }

  private static @Nullable Answer vlans(Evidence evidence, NetDevice mine, NetDevice there) {
    String id = Words.value(mine, "id");
    String other = Words.value(there, "id");
    if (id.equals(other)) {
      return null;
    }
    List<String> mend = new ArrayList<>();
    String name = there.name();
    mend.add(evidence.in(there.netns(), "ip link del " + name));
    String add = "ip link add " + name + " link " + there.link().name() + " type vlan id ";
    mend.add(evidence.in(there.netns(), add + id));
    for (Atlas.Place place : evidence.atlas().places(there.netns())) {
      if (place.device() == there && !place.address().isLinkLocal()) {
        mend.add(evidence.in(there.netns(), "ip addr add " + place.text() + " dev " + name));
      }
    }
    mend.add(evidence.in(there.netns(), "ip link set " + name + " up"));
    return new Answer(
        "the VLANs differ: "
            + text(evidence, mine)
            + " has id "
            + id
            + ", "
            + text(evidence, there)
            + " has id "
            + other,
        "both ends are to be in the same VLAN",
        mend);
  }

  private static @Nullable Answer macvlans(Evidence evidence, NetDevice mine, NetDevice there) {
    String mode = Words.value(mine, "mode");
    String other = Words.value(there, "mode");
    if (mode.equals("bridge") && other.equals("bridge")) {
      return null;
    }
    String set = " type macvlan mode bridge";
    return new Answer(
        "macvlans of one parent reach each other in mode bridge only: "
            + text(evidence, mine)
            + " is "
            + mode
            + ", "
            + text(evidence, there)
            + " is "
            + other,
        "both are to be in mode bridge",
        List.of(
            evidence.in(mine.netns(), "ip link set " + mine.name() + set),
            evidence.in(there.netns(), "ip link set " + there.name() + set)));
  }

  private static @Nullable Answer segments(Evidence evidence, Nic mine, Nic there) {
    End own = mine.end();
    End other = there.end();
    if (own == null || (other != null && other.segment() == own.segment())) {
      return null;
    }
    String place = there.netns().machine().name() + ":" + there.name();
    String segment = own.segment().name();
    List<String> mend = new ArrayList<>();
    if (other != null) {
      mend.add("unplug " + place);
    }
    mend.add("plug " + place + " " + segment);
    return new Answer(
        text(evidence, there)
            + (other == null
                ? " is not plugged in"
                : " is plugged into segment " + other.segment().name())
            + ", and "
            + text(evidence, mine)
            + " into segment "
            + segment,
        ONE_LINK,
        mend);
  }

  /// The other end of a veth that is in no bridge, where it is to be in the one that was reached.
  private static @Nullable Answer unmastered(Evidence evidence, NetDevice there) {
    NetDevice peer = there.link();
    if (peer == there || Words.is(there, "vlan") || !places(evidence, peer).isEmpty()) {
      return null;
    }
    for (Journey.Entry entry : evidence.entries()) {
      NetDevice device = evidence.device(entry);
      NetDevice above = device == null ? null : device.master();
      if (above instanceof BridgeDevice bridge
          && above.netns() == peer.netns()
          && peer.master() != above) {
        NetDevice master = peer.master();
        return new Answer(
            text(evidence, peer)
                + ", the other end of "
                + text(evidence, there)
                + ", is "
                + (master == null ? "in no bridge" : "a port of " + master.name())
                + "; the question reaches bridge "
                + bridge.name(),
            ONE_LINK,
            List.of(
                evidence.in(
                    peer.netns(), "ip link set " + peer.name() + " master " + bridge.name())));
      }
    }
    return null;
  }

  private static List<Atlas.Place> places(Evidence evidence, NetDevice device) {
    return evidence.atlas().places(device.netns()).stream()
        .filter(place -> place.device() == device && !place.address().isLinkLocal())
        .toList();
  }

  private static String text(Evidence evidence, NetDevice device) {
    return device.name() + " in " + evidence.name(device.netns());
  }
}
