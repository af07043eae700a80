package dev.patchbay.lab.command;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.WorldPart;
import dev.patchbay.core.file.FileException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who reaches whom: each namespace that has an address sends echo requests to the addresses of
/// each other one, until one is answered.
final class ReachMatrix implements WorldPart {
  static final Key<ReachMatrix> KEY = new Key<>(ReachMatrix::new);

  /// One question, its answer, and the answer of last time, or null.
  record Cell(String from, String to, String family, boolean reaches, @Nullable Boolean was) {
    private String key() {
      return from + " " + to + " " + family;
    }
  }

  /// With more, the neighbours of all would not find room at once (`gc_thresh2`), and those that
  /// nobody has used for a while go first.
  private static final int MANY = 20;

  private static final long UNUSED = 6_000_000_000L;

  private final World world;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  private ReachMatrix(World world) {
    this.world = world;
  }

  /// Asks for all of them; `process` waits.
  void measure(Process process) throws FileException {
    Map<String, Cell> before = new LinkedHashMap<>(cells);
    cells.clear();
    names.clear();
    List<Netns> all = namespaces();
    all.forEach(netns -> names.add(name(netns)));
    for (Netns from : all) {
      for (Netns to : all) {
        if (from != to) {
          measure(process, from, to, Family.IPV4, before);
          measure(process, from, to, Family.IPV6, before);
        }
      }
      if (all.size() > MANY) {
        process.sleep(UNUSED);
      }
    }
  }

  private void measure(
      Process process, Netns from, Netns to, Family family, Map<String, Cell> before)
      throws FileException {
    List<Ip> addresses = addresses(to, family);
    if (addresses.isEmpty() || addresses(from, family).isEmpty()) {
      return;
    }
    boolean reaches = false;
    for (int i = 0; i < addresses.size() && !reaches; i++) {
      String address = addresses.get(i).text();
      List<String> ping = List.of("ping", "-n", "-c", "1", "-W", "1", address);
      reaches = QuietCommand.run(process, from, ping) == 0;
    }
    String word = family == Family.IPV4 ? "IPv4" : "IPv6";
    Cell cell = new Cell(name(from), name(to), word, reaches, null);
    Cell last = before.get(cell.key());
    Boolean was = last == null ? null : Boolean.valueOf(last.reaches);
    cells.put(cell.key(), new Cell(cell.from, cell.to, word, reaches, was));
  }

  private List<Netns> namespaces() {
    List<Netns> all = new ArrayList<>();
    for (Machine machine : world.machines()) {
      for (Netns netns : machine.namespaces()) {
        boolean speaks =
            !addresses(netns, Family.IPV4).isEmpty() || !addresses(netns, Family.IPV6).isEmpty();
        if (speaks) {
          all.add(netns);
        }
      }
    }
    return all;
  }

  /// The addresses by which others may know it.
  private static List<Ip> addresses(Netns netns, Family family) {
    List<Ip> all = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      InetDevice inet = device.isLoopback() ? null : InetDevice.of(device, family);
      if (inet != null) {
        for (InterfaceAddress address : inet.addresses()) {
          if (!address.local().isLinkLocal()) {
            all.add(address.local());
          }
        }
      }
    }
    return all;
  }

  private String name(Netns netns) {
    boolean one = world.machines().size() == 1 || netns == netns.machine().initialNetns();
    return one ? netns.displayName() : netns.machine().name() + "/" + netns.displayName();
  }

  /// Those who were asked.
  List<String> names() {
    return names;
  }

  /// All answers.
  List<Cell> cells() {
    return List.copyOf(cells.values());
  }

  /// The answers of a pair: `46` when it is reached by both families, `-` when by none, `?` when
  /// there is no family that both have.
  String text(String from, String to) {
    Cell four = cells.get(from + " " + to + " IPv4");
    Cell six = cells.get(from + " " + to + " IPv6");
    if (four == null && six == null) {
      return "?";
    }
    String text = (reaches(four) ? "4" : "") + (reaches(six) ? "6" : "");
    return text.isEmpty() ? "-" : text;
  }

  private static boolean reaches(@Nullable Cell cell) {
    return cell != null && cell.reaches;
  }
}
