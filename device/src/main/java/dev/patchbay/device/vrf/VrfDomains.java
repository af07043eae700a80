package dev.patchbay.device.vrf;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RuleAction;
import dev.patchbay.stack.route.RuleRequest;
import dev.patchbay.stack.route.RuleSnapshot;
import dev.patchbay.stack.route.Rules;
import java.util.ArrayList;
import java.util.List;

/// The routing domains of a namespace, and whether two of them may share a table (`netns_vrf`,
/// `net.vrf.strict_mode`).
final class VrfDomains implements NetnsPart {
  private static final Key<VrfDomains> KEY = new Key<>(netns -> new VrfDomains());

  /// The rule that sends what belongs to a domain to its table comes before `main`.
  private static final int RULE_PRIORITY = 1000;

  private final List<VrfDevice> devices = new ArrayList<>();
  private boolean strict;

  private VrfDomains() {}

  static VrfDomains of(Netns netns) {
    return netns.part(KEY);
  }

  void check(int table) throws NetlinkException {
    if (strict && devices.stream().anyMatch(device -> device.table() == table)) {
      throw new NetlinkException(Errno.EBUSY, "Table is used by another VRF.");
    }
  }

  void add(VrfDevice device) {
    devices.add(device);
  }

  void remove(VrfDevice device) {
    devices.remove(device);
  }

  // ---- rules

  /// The first domain of a namespace brings the rules, and they stay (`vrf_add_fib_rules`).
  static void addRules(Netns netns) throws NetlinkException {
    for (Family family : List.of(Family.IPV4, Family.IPV6)) {
      Rules rules = Rules.of(netns, family);
      if (rules.snapshots().stream().map(RuleSnapshot::rule).noneMatch(rule -> rule.l3mdev())) {
        RuleRequest request = new RuleRequest(family);
        request.action = RuleAction.TABLE;
        request.l3mdev = true;
        request.priority = RULE_PRIORITY;
        request.protocol = RouteProtocol.KERNEL;
        rules.add(request, true);
      }
    }
  }

  // ---- /proc/sys/net/vrf

  static void addFiles(Machine machine) {
    Sysctl<VrfDomains> mode =
        Sysctl.of(
            "strict_mode",
            domains -> domains.strict ? "1" : "0",
            (domains, text) -> domains.strict(Sysctl.parse(text, 0, 1) == 1));
    machine
        .sysctls()
        .add(
            "net/vrf",
            List.of(mode),
            netns -> machine.modules().isLoaded("vrf") ? of(netns) : null);
  }

  private void strict(boolean on) throws FileException {
    long tables = devices.stream().mapToInt(VrfDevice::table).distinct().count();
    if (on && tables < devices.size()) {
      throw new FileException(Errno.EBUSY);
    }
    strict = on;
  }
}
