package dev.patchbay.tools.ss;

import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which sockets are shown: tables, families, states.
final class Selection {
  /// The tables of sockets, with the words of `-A`; only some exist in the lab.
  enum Table {
    TCP,
    MPTCP,
    DCCP,
    SCTP,
    UDP,
    RAW,
    UNIX_DGRAM,
    UNIX_STREAM,
    UNIX_SEQPACKET,
    PACKET_RAW,
    PACKET_DGRAM,
    NETLINK,
    VSOCK_STREAM,
    VSOCK_DGRAM,
    TIPC,
    XDP
  }

  private static final Set<Table> INET =
      EnumSet.of(Table.TCP, Table.MPTCP, Table.DCCP, Table.SCTP, Table.UDP, Table.RAW);

  private static final Set<Table> UNIX =
      EnumSet.of(Table.UNIX_DGRAM, Table.UNIX_STREAM, Table.UNIX_SEQPACKET);

  private static final Set<Table> PACKET = EnumSet.of(Table.PACKET_RAW, Table.PACKET_DGRAM);
  private static final Set<Table> VSOCK = EnumSet.of(Table.VSOCK_STREAM, Table.VSOCK_DGRAM);

  private final Set<Table> tables = EnumSet.noneOf(Table.class);
  private final Set<Family> families = EnumSet.noneOf(Family.class);
  private Set<State> states = State.connections();

  /// What the tables that were chosen by options of their own usually show; those of `-A` say
  /// nothing.
  private final Set<State> usual = EnumSet.noneOf(State.class);

  private boolean isChosen;
  private boolean isFamily;

  /// Takes an option that chooses something; returns the refusal, or null.
  @Nullable String take(GetOpt.Option option) {
    switch (option.letter()) {
      case "t" -> add(EnumSet.of(Table.TCP));
      case "M" -> add(EnumSet.of(Table.MPTCP));
      case "d" -> add(EnumSet.of(Table.DCCP));
      case "S" -> add(EnumSet.of(Table.SCTP));
      case "u" -> add(EnumSet.of(Table.UDP));
      case "w" -> add(EnumSet.of(Table.RAW));
      case "x" -> family(UNIX);
      case "0" -> family(PACKET);
      case "vsock" -> family(VSOCK);
      case "tipc" -> family(EnumSet.of(Table.TIPC));
      case "xdp" -> family(EnumSet.of(Table.XDP));
      case "4" -> inet(Family.IPV4);
      case "6" -> inet(Family.IPV6);
      case "f" -> {
        return family(option.value());
      }
      case "A" -> {
        return query(option.value());
      }
      default -> {}
    }
    return null;
  }

  private void add(Set<Table> more) {
    tables.addAll(more);
    more.forEach(table -> usual.addAll(usual(table)));
    isChosen = true;
  }

  private void family(Set<Table> more) {
    add(more);
  }

  private void inet(Family family) {
    families.add(family);
    isFamily = true;
  }

  private @Nullable String family(String word) {
    switch (word) {
      case "inet" -> inet(Family.IPV4);
      case "inet6" -> inet(Family.IPV6);
      case "link" -> family(PACKET);
      case "unix" -> family(UNIX);
      case "netlink" -> family(EnumSet.of(Table.NETLINK));
      case "vsock" -> family(VSOCK);
      case "tipc" -> family(EnumSet.of(Table.TIPC));
      case "xdp" -> family(EnumSet.of(Table.XDP));
      default -> {
        return "\"" + word + "\" is invalid family";
      }
    }
    return null;
  }

  private @Nullable String query(String words) {
    for (String word : words.split(",", -1)) {
      boolean remove = word.startsWith("!");
      Set<Table> named = named(remove ? word.substring(1) : word);
      if (named == null) {
        return "\"" + word + "\" is illegal socket table id";
      }
      if (remove) {
        tables.removeAll(named);
      } else {
        tables.addAll(named);
      }
      isChosen = true;
    }
    return null;
  }

  private static @Nullable Set<Table> named(String word) {
    return switch (word) {
      case "all" -> EnumSet.allOf(Table.class);
      case "inet" -> INET;
      case "unix" -> UNIX;
      case "packet", "p" -> PACKET;
      case "vsock" -> VSOCK;
      default -> {
        List<Table> found =
            Arrays.stream(Table.values())
                .filter(table -> table.name().equalsIgnoreCase(word))
                .toList();
        yield found.isEmpty() ? null : EnumSet.copyOf(found);
      }
    };
  }

  /// Whether no table and no family was chosen.
  boolean isDefault() {
    return !isChosen && !isFamily;
  }

  /// Whether what was chosen leaves no table.
  boolean isEmpty() {
    return isChosen && tables.isEmpty();
  }

  /// Which states are shown: those that were named, else what the options and tables usually show.
  void states(Set<String> letters, @Nullable Set<State> named) {
    if (!isChosen) {
      tables.addAll(isFamily ? INET : EnumSet.allOf(Table.class));
    }
    if (named != null && !named.isEmpty()) {
      states = named;
    } else if (named != null) {
      states = usual.isEmpty() ? State.connections() : usual;
    } else if (letters.contains("a")) {
      states = EnumSet.allOf(State.class);
    } else if (letters.contains("l")) {
      states = EnumSet.of(State.LISTENING, State.CLOSED);
    } else if (!usual.isEmpty()) {
      states = usual;
    }
  }

  private static Set<State> usual(Table table) {
    return switch (table) {
      case UDP, RAW -> EnumSet.of(State.ESTABLISHED);
      case PACKET_RAW, PACKET_DGRAM, NETLINK, XDP -> EnumSet.of(State.CLOSED);
      default -> State.connections();
    };
  }

  boolean has(Table table) {
    return tables.contains(table);
  }

  boolean has(Family family) {
    return families.isEmpty() || families.contains(family);
  }

  boolean has(State state) {
    return states.contains(state);
  }

  /// Whether sockets of one table only are shown.
  boolean hasOneTable() {
    return tables.size() == 1;
  }

  /// Whether sockets of one state only are shown.
  boolean hasOneState() {
    return states.size() == 1;
  }
}
