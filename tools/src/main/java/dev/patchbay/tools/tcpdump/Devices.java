package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What can be captured from, the likeliest first, as libpcap sorts it.
final class Devices {
  static final String ANY = "any";

  /// @param rank the lower, the likelier it is wanted
  private record Entry(String name, int rank, String text) {}

  private static final int NOT_RUNNING = 8;
  private static final int NOT_UP = 4;
  private static final int DISCONNECTED = 2;
  private static final int LOOPBACK_OR_ANY = 1;

  private final List<Entry> entries = new ArrayList<>();

  Devices(Netns netns) {
    for (NetDevice device : netns.devices()) {
      entries.add(entry(device));
    }
    // `any` stands before a loopback device that is as likely.
    entries.addFirst(
        new Entry(
            ANY,
            LOOPBACK_OR_ANY,
            ANY + " (Pseudo-device that captures on all interfaces) [Up, Running]"));
    other("bluetooth-monitor", "Bluetooth Linux Monitor", "Wireless");
    other("nflog", "Linux netfilter log (NFLOG) interface", "none");
    other("nfqueue", "Linux netfilter queue (NFQUEUE) interface", "none");
    other("dbus-system", "D-Bus system bus", "none");
    other("dbus-session", "D-Bus session bus", "none");
    entries.sort(Comparator.comparingInt(Entry::rank));
  }

  private void other(String name, String description, String state) {
    String text = name + " (" + description + ") [" + state + "]";
    entries.add(new Entry(name, NOT_RUNNING | NOT_UP, text));
  }

  private static Entry entry(NetDevice device) {
    boolean up = device.isUp();
    boolean running = (device.shownFlags() & DeviceFlags.RUNNING) != 0;
    boolean loopback = device.hardwareType() == ArpHardware.LOOPBACK;
    boolean tells = device.ethtool().hasLinkState() && !loopback;
    boolean connected = up && running;
    List<String> words = new ArrayList<>();
    if (up) {
      words.add("Up");
    }
    if (running) {
      words.add("Running");
    }
    if (loopback) {
      words.add("Loopback");
    }
    if (words.isEmpty()) {
      words.add("none");
    }
    if (tells) {
      words.add(connected ? "Connected" : "Disconnected");
    }
    int rank =
        (running ? 0 : NOT_RUNNING)
            | (up ? 0 : NOT_UP)
            | (tells && !connected ? DISCONNECTED : 0)
            | (loopback ? LOOPBACK_OR_ANY : 0);
    return new Entry(device.name(), rank, device.name() + " [" + String.join(", ", words) + "]");
  }

  /// What `-D` prints.
  String list() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      out.append(i + 1).append('.').append(entries.get(i).text()).append('\n');
    }
    return out.toString();
  }

  /// The first, which is taken when none is named.
  String first() {
    return entries.getFirst().name();
  }

  /// The one of that number in the list.
  ///
  /// @throws dev.patchbay.core.text.CommandException when there is none
  String at(String number) {
    int place = number.length() > 9 ? 0 : Integer.parseInt(number);
    if (place < 1 || place > entries.size()) {
      throw Options.error("Invalid adapter index");
    }
    return entries.get(place - 1).name();
  }
}
