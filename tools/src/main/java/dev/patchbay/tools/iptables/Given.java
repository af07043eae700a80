package dev.patchbay.tools.iptables;

import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Counter;
import dev.patchbay.filter.Criteria;
import dev.patchbay.filter.InterfacePattern;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a command line, or a line of a saved table, says.
final class Given {
  final Set<Order> orders = EnumSet.noneOf(Order.class);

  /// Letters of the options given.
  final StringBuilder options = new StringBuilder();

  String table = "filter";
  @Nullable String chain;
  int number;
  @Nullable String newName;
  @Nullable String policy;
  int verbose;
  @Nullable Counter counter;
  boolean notSource;
  boolean notDestination;
  InterfacePattern in = InterfacePattern.ANY;
  boolean notIn;
  InterfacePattern out = InterfacePattern.ANY;
  boolean notOut;
  int protocol;
  boolean notProtocol;
  boolean fragment;
  boolean notFragment;
  List<AddressMask> sources = new ArrayList<>();
  List<AddressMask> destinations = new ArrayList<>();
  final List<Loaded> matches = new ArrayList<>();
  String jump = "";
  boolean goTo;
  @Nullable Loaded target;

  /// What to print instead of doing anything: the version, the help.
  @Nullable String shown;

  /// The line is for the other family (`-4`, `-6`).
  boolean ignored;

  private final Family family;

  Given(Family family) {
    this.family = family;
  }

  /// The criteria for packets between these.
  Criteria criteria(AddressMask source, AddressMask destination) {
    return new Criteria(
        family,
        source,
        notSource,
        destination,
        notDestination,
        in,
        notIn,
        out,
        notOut,
        protocol,
        notProtocol,
        fragment,
        notFragment);
  }

  boolean has(char option) {
    return options.indexOf(String.valueOf(option)) >= 0;
  }

  /// The chain of an order that has one.
  String chainName() {
    String name = chain;
    if (name == null) {
      throw new IllegalStateException("no chain was given");
    }
    return name;
  }
}
