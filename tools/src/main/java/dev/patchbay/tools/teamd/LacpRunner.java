package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.LacpEnd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Those ports work that the other end has agreed to join (IEEE 802.1AX). Ports with the same
/// partner form an aggregator; the best one is selected.
final class LacpRunner extends Runner {
  private static final List<String> POLICIES =
      List.of("lacp_prio", "lacp_prio_stable", "bandwidth", "count", "port_config");

  private final Balancer balancer;
  private final Map<Port, LacpPort> ports = new LinkedHashMap<>();
  private boolean active = true;
  private boolean fast;
  private int systemPriority = 0xffff;
  private int leastPorts = 1;
  private String policy = "lacp_prio";
  private @Nullable LacpPort selected;

  LacpRunner(Daemon daemon) {
    super(daemon);
    this.balancer = new Balancer(daemon);
  }

  @Override
  String name() {
    return "lacp";
  }

  @Override
  String mode() {
    return "loadbalance";
  }

  @Override
  void init() throws Failure {
    balancer.chooseHash();
    active = daemon.config().flag(true, "runner", "active");
    systemPriority = setting("sys_prio", systemPriority, 0, 0xffff);
    fast = daemon.config().flag(false, "runner", "fast_rate");
    leastPorts = setting("min_ports", leastPorts, 1, 0xff);
    String wanted = daemon.config().string("runner", "agg_select_policy");
    policy = Objects.requireNonNullElse(wanted, policy);
    if (!POLICIES.contains(policy)) {
      daemon.log("Unknown \"agg_select_policy\" named \"" + policy + "\" passed.");
      throw unloaded(Errno.ENOENT);
    }
    daemon.team().changeCarrier(false);
    balancer.init();
  }

  private int setting(String item, int otherwise, int least, int most) throws Failure {
    Integer given = daemon.config().number("runner", item);
    if (given != null && (given < least || given > most)) {
      daemon.log("\"" + item + "\" value is out of its limits.");
      throw unloaded(Errno.EINVAL);
    }
    return given == null ? otherwise : given;
  }

  private Failure unloaded(Errno errno) {
    daemon.log("Failed to load config values.");
    return new Failure(errno);
  }

  boolean isActive() {
    return active;
  }

  boolean isFast() {
    return fast;
  }

  int systemPriority() {
    return systemPriority;
  }

  /// The port that leads the selected aggregator, or null.
  @Nullable LacpPort selected() {
    return selected;
  }

  // ---- ports

  @Override
  void portAdded(Port port) throws Failure {
    LacpPort speaker = new LacpPort(this, daemon, port);
    port.enable(false);
    port.address(daemon.address());
    ports.put(port, speaker);
    speaker.start();
  }

  @Override
  void portRemoved(Port port) {
    LacpPort speaker = ports.get(port);
    if (speaker != null) {
      speaker.stop();
      ports.remove(port);
      select(next());
    }
  }

  @Override
  void portChanged(Port port) {
    LacpPort speaker = ports.get(port);
    if (speaker != null) {
      speaker.linkChanged();
    }
  }

  @Override
  void upChanged(boolean up) {
    for (LacpPort port : List.copyOf(ports.values())) {
      port.change(up ? LacpPort.State.EXPIRED : LacpPort.State.DISABLED);
    }
  }

  @Override
  void addressChanged() {
    ports.keySet().forEach(this::portAddressChanged);
  }

  @Override
  void portAddressChanged(Port port) {
    try {
      if (!port.device().address().equals(daemon.address())) {
        port.address(daemon.address());
      }
    } catch (Failure e) {
      // It has been logged; the port keeps what it has.
      return;
    }
  }

  @Override
  void counted() {
    balancer.rebalance();
  }

  @Override
  void end() {
    daemon.team().changeCarrier(false);
  }

  // ---- aggregators

  /// What is known of a port has changed: it joins or leaves an aggregator, and the best is
  /// selected.
  void aggregate(LacpPort port) {
    boolean stays =
        port.state() == LacpPort.State.CURRENT || port.state() == LacpPort.State.EXPIRED;
    if (port.lead != null && (!stays || port.isLooped() || !belongs(port) || couldJoin(port))) {
      leave(port);
    }
    if (port.lead == null && port.state() == LacpPort.State.CURRENT && !port.isLooped()) {
      port.lead = leadFor(port);
      if (port.lead != port && isBetter(port, port.lead)) {
        rename(port.lead, port);
      }
    }
    select(next());
  }

  private static boolean fit(LacpPort one, LacpPort other) {
    return one.partner().key() == other.partner().key()
        && one.actor().key() == other.actor().key()
        && one.partner().system() == other.partner().system();
  }

  /// Whether it fits to another one of its aggregator.
  private boolean belongs(LacpPort port) {
    for (LacpPort other : ports.values()) {
      if (other != port && other.lead == port.lead) {
        return fit(other, port);
      }
    }
    return true;
  }

  private boolean couldJoin(LacpPort port) {
    return port.lead == port && sum(port, one -> 1) == 1 && leadFor(port) != port;
  }

  private LacpPort leadFor(LacpPort port) {
    for (LacpPort other : ports.values()) {
      if (other != port && other.lead != null && fit(other, port)) {
        return other.lead;
      }
    }
    return port;
  }

  private void leave(LacpPort port) {
    boolean led = port.lead == port;
    port.lead = null;
    if (led) {
      LacpPort heir = null;
      for (LacpPort other : ports.values()) {
        if (other.lead == port && isBetter(other, heir)) {
          heir = other;
        }
      }
      rename(port, heir);
    }
  }

  private void rename(LacpPort before, @Nullable LacpPort lead) {
    if (selected == before) {
      selected = lead;
    }
    for (LacpPort port : ports.values()) {
      if (port.lead == before) {
        port.lead = lead;
      }
    }
  }

  private boolean isBetter(LacpPort one, @Nullable LacpPort other) {
    if (other == null) {
      return true;
    }
    return policy.equals("port_config")
        ? one.port().priority() > other.port().priority()
        : compare(decider(one), decider(other)) < 0;
  }

  /// The end whose word counts: the one of the better system.
  private static LacpEnd decider(LacpPort port) {
    LacpEnd actor = port.actor();
    LacpEnd partner = port.partner();
    int order = Integer.compare(actor.systemPriority(), partner.systemPriority());
    order = order == 0 ? Long.compare(actor.system(), partner.system()) : order;
    return order < 0 ? actor : partner;
  }

  private static int compare(LacpEnd one, LacpEnd other) {
    int order = Integer.compare(one.systemPriority(), other.systemPriority());
    order = order == 0 ? Long.compare(one.system(), other.system()) : order;
    order = order == 0 ? Integer.compare(one.portPriority(), other.portPriority()) : order;
    return order == 0 ? Integer.compare(one.port(), other.port()) : order;
  }

  private long sum(LacpPort lead, ToLongFunction<LacpPort> what) {
    return ports.values().stream().filter(port -> port.lead == lead).mapToLong(what).sum();
  }

  private @Nullable LacpPort next() {
    return switch (policy) {
      case "lacp_prio_stable" -> selected == null ? best() : selected;
      case "bandwidth" -> most(port -> port.port().teamPort().speed());
      case "count" -> most(port -> 1);
      case "port_config" -> selected == null || !isSticky(selected) ? best() : selected;
      default -> best();
    };
  }

  private boolean isSticky(LacpPort lead) {
    return ports.values().stream()
        .anyMatch(port ->
            port.lead == lead
                && daemon.config().flag(false, "ports", port.port().name(), "sticky"));
  }

  private @Nullable LacpPort best() {
    LacpPort best = null;
    for (LacpPort port : ports.values()) {
      if (port.lead != null && isBetter(port.lead, best)) {
        best = port.lead;
      }
    }
    return best;
  }

  private @Nullable LacpPort most(ToLongFunction<LacpPort> what) {
    LacpPort best = null;
    long most = 0;
    for (LacpPort port : ports.values()) {
      LacpPort lead = port.lead;
      long sum = lead == null ? 0 : sum(lead, what);
      if (sum > most) {
        most = sum;
        best = lead;
      }
    }
    return best;
  }

  private void select(@Nullable LacpPort lead) {
    selected = lead;
    int working = 0;
    for (LacpPort port : ports.values()) {
      if (port.port().isPresent()) {
        port.port().enable(port.mayWork());
        working += port.mayWork() ? 1 : 0;
      }
    }
    daemon.team().changeCarrier(working >= leastPorts);
  }

  // ---- state

  @Override
  Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("active", active);
    state.put("sys_prio", (long) systemPriority);
    state.put("fast_rate", fast);
    state.put("select_policy", policy);
    return state;
  }

  @Override
  Map<String, Object> state(Port port) {
    LacpPort speaker = ports.get(port);
    return speaker == null ? Map.of() : speaker.shown();
  }

  @Override
  @Nullable Errno set(Port port, String item, String value) {
    LacpPort speaker = ports.get(port);
    if (speaker == null || !item.equals("aggregator.selected") || !value.equals("true")) {
      return Errno.EOPNOTSUPP;
    }
    if (speaker.lead == null) {
      return Errno.EINVAL;
    }
    daemon.post(() -> select(speaker.lead));
    return null;
  }
}
