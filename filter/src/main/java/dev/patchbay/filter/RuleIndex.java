package dev.patchbay.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the rules of a chain that may match a packet, in their order, without a look at the
/// others.
///
/// Rules that want certain values in the same fields (a [RuleKey]) share a hash table; the next
/// candidate is the first one of all tables. A candidate is looked at as a whole, so equal hashes
/// do no harm, and counters are exact. What wants nothing certain, or has a key that few rules
/// have, stands in a list that every packet walks, one comparison a rule ([RuleSieve]).
final class RuleIndex {
  /// Chains of fewer rules are walked.
  static final int FEW = 5;

  /// No rule.
  static final int NONE = Integer.MAX_VALUE;

  /// More tables than this would cost a packet more than they save.
  private static final int MOST_TABLES = 12;

  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  /// The rules of one key.
  private static final class Table {
    final RuleKey key;
    final int mask;
    final int[] starts;
    final int[] rules;
    final int[] hashes;

    Table(RuleKey key, Rule[] all, List<Integer> members) {
      this.key = key;
      int size = Integer.highestOneBit(Math.max(members.size(), 1)) << 1;
      this.mask = size - 1;
      this.starts = new int[size + 1];
      this.rules = new int[members.size()];
      this.hashes = new int[members.size()];
      members.forEach(rule -> starts[(key.hash(all[rule]) & mask) + 1]++);
      for (int i = 0; i < size; i++) {
        starts[i + 1] += starts[i];
      }
      int[] next = Arrays.copyOf(starts, size);
      for (int rule : members) {
        int hash = key.hash(all[rule]);
        int at = next[hash & mask]++;
        rules[at] = rule;
        hashes[at] = hash;
      }
    }

    /// The first rule from `from` on of that hash.
    int next(int hash, int from) {
      int low = starts[hash & mask];
      int end = starts[(hash & mask) + 1];
      int high = end;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (rules[middle] < from) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      while (low < end) {
        if (hashes[low] == hash) {
          return rules[low];
        }
        low++;
      }
      return NONE;
    }
  }

  private final Table[] tables;

  /// What no table holds.
  private final RuleSieve sieve;

  private final boolean usesPorts;

  RuleIndex(Rule[] rules) {
    Map<RuleKey, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < rules.length; i++) {
      groups.computeIfAbsent(RuleKey.of(rules[i]), key -> new ArrayList<>()).add(i);
    }
    BitSet others = new BitSet();
    membersOf(groups, RuleKey.NONE).forEach(others::set);
    groups.remove(RuleKey.NONE);
    List<RuleKey> keys = new ArrayList<>(groups.keySet());
    keys.sort(Comparator.comparingInt((RuleKey key) -> -membersOf(groups, key).size()));
    List<Table> made = new ArrayList<>();
    for (RuleKey key : keys) {
      List<Integer> members = membersOf(groups, key);
      if (made.size() < MOST_TABLES && members.size() > 1) {
        made.add(new Table(key, rules, members));
      } else {
        members.forEach(others::set);
      }
    }
    tables = made.toArray(Table[]::new);
    sieve = new RuleSieve(rules, others);
    usesPorts = sieve.usesPorts() || made.stream().anyMatch(table -> table.key.hasPorts());
  }

  /// Whether it would not save a look at any rule.
  boolean isUseless() {
    return tables.length == 0 && sieve.isUseless();
  }

  private static List<Integer> membersOf(Map<RuleKey, List<Integer>> groups, RuleKey key) {
    return groups.getOrDefault(key, List.of());
  }

  /// The first rule from `from` on that may match, or the largest number there is.
  int next(Inspection packet, int from) {
    if (packet.indexed != this) {
      prepare(packet);
    }
    if (packet.isOdd) {
      return from;
    }
    int first = sieve.next(packet.fields, from);
    int[] hashes = packet.hashes;
    for (int i = 0; i < tables.length; i++) {
      first = Math.min(first, tables[i].next(hashes[i], from));
    }
    return first;
  }

  /// Takes the packet's fields and hashes, once a visit. One whose ports cannot be read meets every
  /// rule.
  private void prepare(Inspection packet) {
    packet.indexed = this;
    int header = packet.protocol() == 6 ? TCP_HEADER : UDP_HEADER;
    boolean hasPorts = packet.fragment() == 0 && packet.hasTransport(header);
    packet.isOdd = usesPorts && !hasPorts;
    if (packet.hashes.length < tables.length) {
      packet.hashes = new int[tables.length];
    }
    if (!sieve.isUseless()) {
      RuleSieve.read(packet, packet.fields);
    }
    RuleKey.Flow flow = packet.flow();
    for (int i = 0; i < tables.length; i++) {
      packet.hashes[i] = tables[i].key.hash(flow);
    }
  }
}
