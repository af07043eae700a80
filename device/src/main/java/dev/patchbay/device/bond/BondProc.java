package dev.patchbay.device.bond;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LacpEnd;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/proc/net/bonding`: a file for each bond (drivers/net/bonding/bond_procfs.c).
final class BondProc {
  private final BondDevice bond;
  private final StringBuilder text = new StringBuilder();

  private BondProc(BondDevice bond) {
    this.bond = bond;
  }

  static void add(Machine machine) {
    machine.procFiles().addNetDirectory("bonding", BondProc::names, BondProc::content);
  }

  private static List<String> names(Netns netns) {
    List<String> names = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      if (device instanceof BondDevice) {
        names.add(device.name());
      }
    }
    return names;
  }

  private static @Nullable String content(Netns netns, String name) {
    return netns.device(name) instanceof BondDevice bond ? new BondProc(bond).describe() : null;
  }

  private String describe() {
    line("Ethernet Channel Bonding Driver: v" + Machine.KERNEL_RELEASE);
    line("");
    master();
    for (Slave slave : bond.slaves()) {
      line("");
      describe(slave);
    }
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void line(String what, long number) {
    text.append(what).append(": ").append(number).append('\n');
  }

  private void line(String what, BondOption option) {
    line(what, bond.number(option));
  }

  // ---- the bond

  private void master() {
    String failOver =
        bond.mode() == BondMode.ACTIVE_BACKUP && bond.isOn(BondOption.FAIL_OVER_MAC)
            ? " (fail_over_mac " + bond.word(BondOption.FAIL_OVER_MAC) + ")"
            : "";
    line("Bonding Mode: " + bond.mode().title() + failOver);
    if (bond.mode().hashes() && hasHash()) {
      line(
          "Transmit Hash Policy: %s (%d)"
              .formatted(
                  bond.word(BondOption.XMIT_HASH_POLICY),
                  bond.number(BondOption.XMIT_HASH_POLICY)));
    }
    if (bond.mode().hasActiveSlave()) {
      activeSlave();
    }
    line("MII Status: " + (bond.hasCarrier() ? "up" : "down"));
    line("MII Polling Interval (ms)", BondOption.MIIMON);
    line("Up Delay (ms)", BondOption.UPDELAY);
    line("Down Delay (ms)", BondOption.DOWNDELAY);
    line("Peer Notification Delay (ms)", BondOption.PEER_NOTIFY_DELAY);
    if (bond.isOn(BondOption.ARP_INTERVAL)) {
      arpMonitor();
    }
    if (bond.balancing() instanceof LinkAggregation aggregation) {
      line("");
      aggregation(aggregation);
    }
  }

  /// The two that balance by load hash only when they do not watch the load.
  private boolean hasHash() {
    return !bond.mode().isLoadBalanced() || !bond.isOn(BondOption.TLB_DYNAMIC_LB);
  }

  private void activeSlave() {
    Slave primary = bond.primary();
    line(
        "Primary Slave: "
            + (primary == null
                ? "None"
                : primary.name()
                    + " (primary_reselect "
                    + bond.word(BondOption.PRIMARY_RESELECT)
                    + ")"));
    Slave active = bond.active().current();
    line("Currently Active Slave: " + (active == null ? "None" : active.name()));
  }

  private void arpMonitor() {
    line("ARP Polling Interval (ms)", BondOption.ARP_INTERVAL);
    line("ARP Missed Max", BondOption.ARP_MISSED_MAX);
    targets("ARP IP target/s (n.n.n.n form):", bond.targets().ipv4());
    targets("NS IPv6 target/s (xx::xx form):", bond.targets().ipv6());
  }

  private void targets(String what, List<Ip> targets) {
    line(what + (targets.isEmpty() ? "" : " " + BondTargets.join(targets, ", ")));
  }

  private void aggregation(LinkAggregation aggregation) {
    line("802.3ad info");
    line("LACP active: " + bond.word(BondOption.LACP_ACTIVE));
    line("LACP rate: " + bond.word(BondOption.LACP_RATE));
    line("Min links", BondOption.MIN_LINKS);
    line("Aggregator selection policy (ad_select): " + bond.word(BondOption.AD_SELECT));
    line("System priority", aggregation.systemPriority());
    line("System MAC address: " + Mac.format(aggregation.system()));
    Aggregator active = aggregation.active();
    if (active == null) {
      line("bond " + bond.name() + " has no active aggregator");
      return;
    }
    line("Active Aggregator Info:");
    line("\tAggregator ID", active.number());
    line("\tNumber of ports", active.activePorts());
    line("\tActor Key", active.actorKey);
    line("\tPartner Key", active.partnerKey);
    line("\tPartner Mac Address: " + Mac.format(active.partnerSystem));
  }

  // ---- a slave

  private void describe(Slave slave) {
    line("Slave Interface: " + slave.name());
    line("MII Status: " + slave.link().text());
    line("Speed: " + (slave.speed() == 0 ? "Unknown" : slave.speed() + " Mbps"));
    String duplex = slave.isFullDuplex() ? "full" : "half";
    line("Duplex: " + (slave.speed() == 0 ? "Unknown" : duplex));
    line("Link Failure Count", slave.failures);
    line("Permanent HW addr: " + slave.permanentAddress());
    line("Slave queue ID", slave.queueId);
    if (bond.mode() == BondMode.LACP) {
      port(slave.lacpPort());
    }
  }

  private void port(@Nullable LacpPort port) {
    Aggregator aggregator = port == null ? null : port.aggregator();
    if (port == null || aggregator == null) {
      line("Aggregator ID: N/A");
      return;
    }
    line("Aggregator ID", aggregator.number());
    line("Actor Churn State: " + port.actorChurn().state().text());
    line("Partner Churn State: " + port.partnerChurn().state().text());
    line("Actor Churned Count", port.actorChurn().count());
    line("Partner Churned Count", port.partnerChurn().count());
    line("details actor lacp pdu:");
    end(port.actor(), "port key");
    line("details partner lacp pdu:");
    end(port.partner(), "oper key");
  }

  private void end(LacpEnd end, String key) {
    line("    system priority", end.systemPriority());
    line("    system mac address: " + Mac.format(end.system()));
    line("    " + key, end.key());
    line("    port priority", end.portPriority());
    line("    port number", end.port());
    line("    port state", end.state());
  }
}
