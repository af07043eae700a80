package dev.patchbay.tools.teamdctl;

import dev.patchbay.core.text.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of a daemon as a text for people.
final class StateView {
  private static final int STEP = 2;

  private final boolean verbose;
  private final StringBuilder out = new StringBuilder();
  private int indent;

  StateView(boolean verbose) {
    this.verbose = verbose;
  }

  String of(Map<String, Object> state) {
    Map<String, Object> setup = part(state, "setup");
    String runner = String.valueOf(setup.get("runner_name"));
    line("setup:");
    indent += STEP;
    line("runner: " + runner);
    more("kernel team mode: " + setup.get("kernel_team_mode_name"));
    more("D-BUS enabled: " + yesNo(setup.get("dbus_enabled")));
    more("ZeroMQ enabled: " + yesNo(setup.get("zmq_enabled")));
    more("debug level: " + setup.get("debug_level"));
    more("daemonized: " + yesNo(setup.get("daemonized")));
    more("PID: " + setup.get("pid"));
    more("PID file: " + setup.get("pid_file"));
    indent -= STEP;
    ports(part(state, "ports"));
    runner(runner, part(state, "runner"));
    return out.toString();
  }

  private void ports(Map<String, Object> ports) {
    if (ports.isEmpty()) {
      return;
    }
    line("ports:");
    indent += STEP;
    for (String name : ports.keySet()) {
      port(name, part(ports, name));
    }
    indent -= STEP;
  }

  private void port(String name, Map<String, Object> port) {
    Map<String, Object> link = part(port, "link");
    line(name);
    indent += STEP;
    more("ifindex: " + part(port, "ifinfo").get("ifindex"));
    more("addr: " + part(port, "ifinfo").get("dev_addr"));
    more(
        "ethtool link: %smbit/%sduplex/%s"
            .formatted(link.get("speed"), link.get("duplex"), upDown(link.get("up"))));
    watches(part(port, "link_watches"));
    lacpPort(part(port, "runner"));
    indent -= STEP;
  }

  // ---- watches

  private void watches(Map<String, Object> watches) {
    line("link watches:");
    indent += STEP;
    line("link summary: " + upDown(watches.get("up")));
    Map<String, Object> list = part(watches, "list");
    for (String name : list.keySet()) {
      line("instance[" + name + "]:");
      indent += STEP;
      watch(part(list, name));
      indent -= STEP;
    }
    indent -= STEP;
  }

  private void watch(Map<String, Object> watch) {
    String name = String.valueOf(watch.get("name"));
    line("name: " + name);
    line("link: " + upDown(watch.get("up")));
    line("down count: " + watch.get("down_count"));
    if (name.equals("ethtool")) {
      more("link up delay: " + watch.get("delay_up"));
      more("link down delay: " + watch.get("delay_down"));
    } else {
      ping(watch, name.equals("arp_ping"));
    }
  }

  private void ping(Map<String, Object> watch, boolean arp) {
    if (arp) {
      more("source host: " + watch.get("source_host"));
    }
    more("target host: " + watch.get("target_host"));
    more("interval: " + watch.get("interval"));
    more("missed packets: " + watch.get("missed") + "/" + watch.get("missed_max"));
    if (arp) {
      more("validate_active: " + yesNo(watch.get("validate_active")));
      more("validate_inactive: " + yesNo(watch.get("validate_inactive")));
      more("send_always: " + yesNo(watch.get("send_always")));
    }
    more("initial wait: " + watch.get("init_wait"));
  }

  // ---- runners

  private void runner(String name, Map<String, Object> runner) {
    switch (name) {
      case "activebackup" -> {
        line("runner:");
        indent += STEP;
        line("active port: " + runner.get("active_port"));
        indent -= STEP;
      }
      case "lacp" -> {
        line("runner:");
        indent += STEP;
        line("active: " + yesNo(runner.get("active")));
        line("fast rate: " + yesNo(runner.get("fast_rate")));
        more("system priority: " + runner.get("sys_prio"));
        indent -= STEP;
      }
      default -> {}
    }
  }

  private void lacpPort(Map<String, Object> runner) {
    if (runner.isEmpty()) {
      return;
    }
    Map<String, Object> aggregator = part(runner, "aggregator");
    boolean selected = Boolean.TRUE.equals(aggregator.get("selected"));
    line("runner:");
    indent += STEP;
    line("aggregator ID: " + aggregator.get("id") + (selected ? ", Selected" : ""));
    line("selected: " + yesNo(runner.get("selected")));
    line("state: " + runner.get("state"));
    more("key: " + runner.get("key"));
    more("priority: " + runner.get("prio"));
    station("actor", part(runner, "actor_lacpdu_info"));
    station("partner", part(runner, "partner_lacpdu_info"));
    indent -= STEP;
  }

  private void station(String who, Map<String, Object> station) {
    more(who + " LACPDU info:");
    indent += STEP;
    more("system priority: " + station.get("system_priority"));
    more("system: " + station.get("system"));
    more("key: " + station.get("key"));
    more("port_priority: " + station.get("port_priority"));
    more("port: " + station.get("port"));
    if (station.get("state") instanceof Long state) {
      more("state: 0x" + Long.toHexString(state));
    }
    indent -= STEP;
  }

  // ---- lines

  private static Map<String, Object> part(Map<String, Object> whole, String name) {
    Map<String, Object> part = Json.object(whole.get(name));
    return part == null ? Map.of() : part;
  }

  private static String yesNo(@Nullable Object value) {
    return Boolean.TRUE.equals(value) ? "yes" : "no";
  }

  private static String upDown(@Nullable Object value) {
    return Boolean.TRUE.equals(value) ? "up" : "down";
  }

  private void line(String text) {
    out.append(" ".repeat(indent)).append(text).append('\n');
  }

  /// A line for those who want to know more.
  private void more(String text) {
    if (verbose) {
      line(text);
    }
  }
}
