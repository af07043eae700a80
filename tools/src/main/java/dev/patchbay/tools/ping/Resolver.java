package dev.patchbay.tools.ping;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what a word means: an address in figures, or a name in `/etc/hosts` (`getaddrinfo`).
public final class Resolver {
  /// What is said of a name that nobody knows.
  public static final String UNKNOWN = "Name or service not known";

  /// What is said of a name that has no address of the family.
  public static final String NOT_OF_FAMILY = "Address family for hostname not supported";

  private final Hosts hosts;
  private final Netns netns;
  private final AddressOrder.Sources sources;

  Resolver(Hosts hosts, Netns netns, AddressOrder.Sources sources) {
    this.hosts = hosts;
    this.netns = netns;
    this.sources = sources;
  }

  /// What `process` can find.
  public static Resolver of(Process process) {
    return new Resolver(Hosts.of(process), process.netns(), new Sources(process));
  }

  /// The destinations of the word, the best first; none when nobody knows it.
  public List<Destination> find(String word) {
    Destination numeric = NumericAddress.parse(word, netns);
    if (numeric != null) {
      return List.of(numeric);
    }
    List<Ip> addresses = hosts.addresses(word);
    if (addresses.size() > 1) {
      addresses = AddressOrder.sort(addresses, sources);
    }
    List<Destination> found = new ArrayList<>();
    for (Ip address : addresses) {
      String canonical = found.isEmpty() ? hosts.canonical(word) : "";
      found.add(new Destination(address, 0, canonical));
    }
    return found;
  }

  /// As [#find(String)], only those of the family, or of both with null; `numeric` leaves names
  /// aside.
  public List<Destination> find(String word, @Nullable Family family, boolean numeric) {
    Destination address = NumericAddress.parse(word, netns);
    if (numeric || address != null) {
      boolean isMeant = address != null && (family == null || address.address().family() == family);
      return isMeant ? List.of(address) : List.of();
    }
    List<Destination> found = new ArrayList<>();
    for (Destination one : find(word)) {
      if (family == null || one.address().family() == family) {
        found.add(one);
      } else if (one.address().equals(Ip.LOOPBACK6)) {
        // The C library takes ::1 for 127.0.0.1 when it is asked for IPv4 alone.
        found.add(new Destination(Ip.LOOPBACK4, 0, one.canonical()));
      }
    }
    return found;
  }
}
