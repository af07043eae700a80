package dev.patchbay.device.bond;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kind of device that is several devices working as one.
public final class Bond implements DeviceKind {
  /// How a bond is at one moment.
  private record Shown(
      BondMode mode,
      Map<BondOption, Long> numbers,
      List<Ip> arpTargets,
      List<Ip> neighbourTargets,
      @Nullable String active,
      @Nullable String primary,
      @Nullable Aggregation aggregation)
      implements Snapshot {}

  /// The aggregator that works.
  private record Aggregation(int number, int ports, int actorKey, int partnerKey, long partner) {}

  @Override
  public String name() {
    return "bond";
  }

  @Override
  public String module() {
    return "bonding";
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    return new BondWords(args, links).read();
  }

  @Override
  public String help() {
    return BondWords.USAGE;
  }

  // ---- requests

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    BondDevice device = new BondDevice(netns, this);
    if (request.address != null) {
      device.fixAddress();
    }
    if (request.options instanceof BondOptions words) {
      new OptionRules(device).change(words);
    }
    links.register(device, request, name());
    device.carrier(false);
    return device;
  }

  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (device instanceof BondDevice bond && options instanceof BondOptions words) {
      new OptionRules(bond).change(words);
    }
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof BondDevice bond)) {
      return null;
    }
    Map<BondOption, Long> numbers = new EnumMap<>(BondOption.class);
    for (BondOption option : BondOption.values()) {
      numbers.put(option, bond.number(option));
    }
    Slave active = bond.mode().hasActiveSlave() ? bond.active().current() : null;
    Slave primary = bond.primary();
    return new Shown(
        bond.mode(),
        numbers,
        List.copyOf(bond.targets().ipv4()),
        List.copyOf(bond.targets().ipv6()),
        active == null ? null : active.name(),
        primary == null ? null : primary.name(),
        aggregation(bond));
  }

  private static @Nullable Aggregation aggregation(BondDevice bond) {
    Aggregator active =
        bond.balancing() instanceof LinkAggregation aggregation ? aggregation.active() : null;
    return active == null
        ? null
        : new Aggregation(
            active.number(),
            active.activePorts(),
            active.actorKey,
            active.partnerKey,
            active.partnerSystem);
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (!(snapshot instanceof Shown shown)) {
      return;
    }
    show(shown, out, BondOption.MODE);
    showName("active_slave", shown.active, out);
    show(shown, out, BondOption.MIIMON, BondOption.UPDELAY, BondOption.DOWNDELAY);
    show(shown, out, BondOption.PEER_NOTIFY_DELAY, BondOption.USE_CARRIER);
    show(shown, out, BondOption.ARP_INTERVAL, BondOption.ARP_MISSED_MAX);
    showTargets(BondOption.ARP_IP_TARGET, shown.arpTargets, out);
    showTargets(BondOption.NS_IP6_TARGET, shown.neighbourTargets, out);
    showValidate(shown, out);
    show(shown, out, BondOption.ARP_ALL_TARGETS);
    showName("primary", shown.primary, out);
    show(shown, out, BondOption.PRIMARY_RESELECT, BondOption.FAIL_OVER_MAC);
    show(shown, out, BondOption.XMIT_HASH_POLICY, BondOption.RESEND_IGMP);
    show(shown, out, BondOption.NUM_PEER_NOTIF, BondOption.ALL_SLAVES_ACTIVE);
    show(shown, out, BondOption.MIN_LINKS, BondOption.LP_INTERVAL, BondOption.PACKETS_PER_SLAVE);
    show(shown, out, BondOption.LACP_ACTIVE, BondOption.LACP_RATE, BondOption.AD_SELECT);
    if (shown.aggregation != null) {
      show(shown.aggregation, out);
    }
    if (shown.mode == BondMode.LACP) {
      showActor(shown, out);
    }
    show(shown, out, BondOption.TLB_DYNAMIC_LB);
  }

  private static void show(Shown shown, Output out, BondOption... options) {
    for (BondOption option : options) {
      long value = shown.numbers.getOrDefault(option, 0L);
      String before = option.word() + " ";
      if (option.hasWords()) {
        out.string(option.key(), before, option.valueWord(value), " ");
      } else {
        out.number(option.key(), before, value, " ");
      }
    }
  }

  private static void showName(String word, @Nullable String name, Output out) {
    if (name != null) {
      out.string(word, word + " ", name, " ");
    }
  }

  private static void showTargets(BondOption option, List<Ip> targets, Output out) {
    if (targets.isEmpty()) {
      return;
    }
    if (!out.isJson()) {
      out.text(option.word() + " " + BondTargets.join(targets, ",") + " ");
      return;
    }
    out.openArray(option.key());
    targets.forEach(target -> out.string(null, "", target.text(), ""));
    out.closeArray();
  }

  /// JSON has no word for not validating.
  private static void showValidate(Shown shown, Output out) {
    boolean none = shown.numbers.getOrDefault(BondOption.ARP_VALIDATE, 0L) == 0;
    if (none && out.isJson()) {
      out.nul("arp_validate", "");
    } else {
      show(shown, out, BondOption.ARP_VALIDATE);
    }
  }

  private static void show(Aggregation aggregation, Output out) {
    out.openObject("ad_info");
    out.number("aggregator", "ad_aggregator ", aggregation.number, " ");
    out.number("num_ports", "ad_num_ports ", aggregation.ports, " ");
    out.number("actor_key", "ad_actor_key ", aggregation.actorKey, " ");
    out.number("partner_key", "ad_partner_key ", aggregation.partnerKey, " ");
    out.string("partner_mac", "ad_partner_mac ", Mac.format(aggregation.partner), " ");
    out.closeObject();
  }

  private static void showActor(Shown shown, Output out) {
    show(shown, out, BondOption.AD_ACTOR_SYS_PRIO, BondOption.AD_USER_PORT_KEY);
    long system = shown.numbers.getOrDefault(BondOption.AD_ACTOR_SYSTEM, 0L);
    out.string("ad_actor_system", "ad_actor_system ", Mac.format(system), " ");
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    return device instanceof BondDevice bond ? Map.of("bonding", BondFiles.of(bond)) : Map.of();
  }
}
