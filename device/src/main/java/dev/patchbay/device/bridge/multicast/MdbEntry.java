package dev.patchbay.device.bridge.multicast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group, and who wants it: ports, and the bridge's own host (`net_bridge_mdb_entry`).
public final class MdbEntry {
  private final Group group;
  private final List<PortGroup> ports = new ArrayList<>(1);
  final SnoopTimer timer;
  boolean hostJoined;

  /// Whether it has been taken out of the table.
  boolean gone;

  /// The next one in its place of the table.
  @Nullable MdbEntry next;

  MdbEntry(Mdb mdb, Group group) {
    this.group = group;
    this.timer = new SnoopTimer(mdb.bridge(), () -> mdb.expired(this));
  }

  public Group group() {
    return group;
  }

  /// Whether the bridge's own host wants it.
  public boolean hostJoined() {
    return hostJoined;
  }

  /// Those who want it, by port, the newest port first.
  List<PortGroup> ports() {
    return ports;
  }

  /// Number `i` of those who want it, or null behind the last.
  public @Nullable PortGroup port(int i) {
    return i < ports.size() ? ports.get(i) : null;
  }

  /// The port's, of the station `mac` where each has its own, or null.
  @Nullable PortGroup find(SnoopedPort port, long mac) {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).is(port, mac)) {
        return ports.get(i);
      }
    }
    return null;
  }

  /// One of the port, whatever the station, or null.
  @Nullable PortGroup find(SnoopedPort port) {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).port() == port) {
        return ports.get(i);
      }
    }
    return null;
  }

  void add(PortGroup member) {
    int at = 0;
    while (at < ports.size() && ports.get(at).port().number() >= member.port().number()) {
      at++;
    }
    ports.add(at, member);
  }
}
