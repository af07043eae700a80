package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.action.Control;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of u32 of one priority (net/sched/cls_u32.c): the root table, and those that filters
/// lead to.
final class U32Classifier extends Classifier {
  private static final int DEEPEST = 8;

  private final U32Tables tables;
  private final U32Table root;
  private final List<U32Table> mine = new ArrayList<>();

  U32Classifier(FilterKind kind, Chain chain, int protocol, int pref) {
    super(kind, chain, protocol, pref);
    tables = chain.block().tables();
    root = new U32Table(tables.freeNumber(), 1);
    root.refer(1);
    tables.add(root);
    mine.add(root);
  }

  // ---- packets

  @Override
  int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
    int at = packet.network();
    if (at == Packet.UNSET) {
      return Control.UNSPECIFIED;
    }
    return classify(root, 0, packet, at, 0, 0, device, atIngress, verdict);
  }

  private int classify(
      U32Table table,
      int hash,
      Packet packet,
      int at,
      int ahead,
      int depth,
      NetDevice device,
      boolean atIngress,
      Verdict verdict) {
    List<U32Rule> bucket = table.bucket(hash);
    for (int i = 0; i < bucket.size(); i++) {
      U32Rule rule = bucket.get(i);
      if (!rule.matches(packet, at, ahead) || !rule.comesBy(packet, device)) {
        continue;
      }
      U32Table link = rule.link();
      int control;
      if (link == null) {
        if (!rule.isTerminal()) {
          continue;
        }
        rule.succeeded();
        control = rule.matched(packet, device, atIngress, verdict);
      } else {
        control = follow(rule, link, packet, at, depth, device, atIngress, verdict);
      }
      if (control != Control.UNSPECIFIED) {
        return control;
      }
    }
    return Control.UNSPECIFIED;
  }

  /// Goes on in the table that a rule leads to.
  private int follow(
      U32Rule rule,
      U32Table link,
      Packet packet,
      int at,
      int depth,
      NetDevice device,
      boolean atIngress,
      Verdict verdict) {
    U32Options.Hop hop = rule.options().hop();
    int hash = 0;
    int hashFrom = at + hop.hashAt();
    if (link.divisor() > 1 && hashFrom + 4 <= packet.tail()) {
      int bits = U32Rule.word(packet.bytes(), hashFrom) & hop.hashMask();
      hash = bits >>> Integer.numberOfTrailingZeros(hop.hashMask() | 0x8000_0000);
    }
    int ahead = 0;
    if (hop.varies() || hop.fixed()) {
      ahead = hop.offset() + 3;
      int from = at + hop.offsetAt();
      if (hop.varies() && from + 2 <= packet.tail()) {
        byte[] bytes = packet.bytes();
        int half = ((bytes[from] & 0xff) << 8) | (bytes[from + 1] & 0xff);
        ahead += (half & hop.offsetMask()) >> hop.offsetShift();
      }
      ahead &= ~3;
    }
    int base = hop.eats() ? at + ahead : at;
    return depth >= DEEPEST
        ? Control.UNSPECIFIED
        : classify(
            link,
            hash,
            packet,
            base,
            hop.eats() ? 0 : ahead,
            depth + 1,
            device,
            atIngress,
            verdict);
  }

  // ---- requests

  @Override
  public List<? extends Rule> rules() {
    List<Rule> all = new ArrayList<>();
    for (U32Table table : mine.reversed()) {
      all.add(table);
      all.addAll(table.rules());
    }
    return all;
  }

  @Override
  boolean isEmpty() {
    return mine.size() == 1 && root.rules().isEmpty();
  }

  @Override
  Rule change(
      int handle, @Nullable Rule existing, FilterKind.@Nullable Options options, Netns netns)
      throws NetlinkException {
    if (!(options instanceof U32Options said)) {
      if (handle != 0) {
        throw new NetlinkException(Errno.EINVAL, "cls_u32: Filter handle requires options");
      }
      return root;
    }
    if (existing instanceof U32Rule rule) {
      return replace(rule, said, netns);
    }
    return said.divisor() == 0 ? addRule(handle, said, netns) : addTable(handle, said.divisor());
  }

  /// A table without a number gets one.
  private U32Table addTable(int handle, int divisor) throws NetlinkException {
    if (Integer.bitCount(divisor) != 1) {
      throw new NetlinkException(Errno.EINVAL, "cls_u32: Divisor is not a power of 2");
    }
    if (divisor > 256) {
      throw new NetlinkException(Errno.EINVAL, "cls_u32: Exceeded maximum 256 hash buckets");
    }
    int number = handle == 0 ? tables.freeNumber() : handle >>> 20;
    U32Table table = new U32Table(number, divisor);
    tables.add(table);
    mine.add(table);
    return table;
  }

  private U32Rule addRule(int handle, U32Options said, Netns netns) throws NetlinkException {
    if (said.keys() == null) {
      throw new NetlinkException(Errno.EINVAL, "cls_u32: Selector not specified");
    }
    U32Table table = said.table() == 0 ? root : table(said.table() >>> 20);
    int hash = (said.table() >>> 12) & 0xff;
    if (handle >>> 20 != 0 && handle >>> 20 != table.number()) {
      throw new NetlinkException(
          Errno.EINVAL, "cls_u32: Handle specified hash table address mismatch");
    }
    int node = (handle & 0xfff) == 0 ? table.freeNode(hash) : handle & 0xfff;
    int full = (table.number() << 20) | (hash << 12) | node;
    if (find(full) != null) {
      throw new NetlinkException(Errno.ENOSPC);
    }
    if (said.indev() != null && netns.device(said.indev()) == null) {
      throw new NetlinkException(Errno.EINVAL, "Network device not found");
    }
    U32Rule rule = new U32Rule(full, protocol(), said, bind(said, netns), linked(said));
    table.add(rule, hash);
    return rule;
  }

  private U32Table table(int number) throws NetlinkException {
    U32Table table = tables.find(number);
    if (table == null) {
      throw new NetlinkException(Errno.EINVAL, "cls_u32: Specified hash table not found");
    }
    return table;
  }

  private static ActionList bind(U32Options said, Netns netns) throws NetlinkException {
    return said.target().bind(netns);
  }

  private @Nullable U32Table linked(U32Options said) throws NetlinkException {
    if (said.link() == 0) {
      return null;
    }
    U32Table link = tables.find(said.link() >>> 20);
    if (link == null) {
      throw new NetlinkException(Errno.EINVAL, "cls_u32: Link hash table not found");
    }
    link.refer(1);
    return link;
  }

  /// A filter that is changed keeps what it matches.
  private U32Rule replace(U32Rule rule, U32Options said, Netns netns) throws NetlinkException {
    U32Options before = rule.options();
    U32Options merged =
        new U32Options(
            said.target().actions().isEmpty() && said.target().classid() == 0
                ? before.target()
                : said.target(),
            before.keys(),
            0,
            before.table(),
            said.link() == 0 ? before.link() : said.link(),
            before.mark(),
            before.markMask(),
            before.marked(),
            before.hop(),
            said.indev() == null ? before.indev() : said.indev());
    U32Rule next =
        new U32Rule(rule.handle(), protocol(), merged, bind(merged, netns), linked(merged));
    U32Table table = table(rule.handle() >>> 20);
    takeOut(table, rule);
    table.add(next, (rule.handle() >>> 12) & 0xff);
    return next;
  }

  private static void takeOut(U32Table table, U32Rule rule) {
    table.remove(rule);
    rule.end();
    U32Table link = rule.link();
    if (link != null) {
      link.refer(-1);
    }
  }

  @Override
  boolean remove(Rule rule) throws NetlinkException {
    if (rule instanceof U32Rule removed) {
      takeOut(table(removed.handle() >>> 20), removed);
    } else if (rule instanceof U32Table table) {
      if (table == root) {
        throw new NetlinkException(Errno.EINVAL, "cls_u32: Not allowed to delete root node");
      }
      if (table.isReferred()) {
        throw new NetlinkException(Errno.EBUSY, "cls_u32: Can not delete in-use filter");
      }
      table.rules().forEach(each -> takeOut(table, each));
      mine.remove(table);
      tables.remove(table);
    }
    return false;
  }

  @Override
  void end() {
    for (U32Table table : mine) {
      table.rules().forEach(each -> takeOut(table, each));
      tables.remove(table);
    }
  }
}
