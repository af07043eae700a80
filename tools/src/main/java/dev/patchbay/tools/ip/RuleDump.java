package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.Rule;
import dev.patchbay.stack.route.RuleAction;
import dev.patchbay.stack.route.RuleAnnouncement;
import dev.patchbay.stack.route.RuleRequest;
import dev.patchbay.stack.route.RuleSnapshot;
import dev.patchbay.stack.route.Rules;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip rule save` and `restore`, and what `rtmon` records: rules as messages of rtnetlink
/// (`fib_nl_fill_rule`, linux/fib_rules.h).
final class RuleDump {
  private static final int MAGIC = 0x71706986;
  static final int NEW_RULE = 32;
  static final int DEL_RULE = 33;
  private static final int INET = 2;
  private static final int INET6 = 10;

  private static final int DST = 1;
  private static final int SRC = 2;
  private static final int IIFNAME = 3;
  private static final int GOTO = 4;
  private static final int PRIORITY = 6;
  private static final int FWMARK = 10;
  private static final int FLOW = 11;
  private static final int TUN_ID = 12;
  private static final int SUPPRESS_IFGROUP = 13;
  private static final int SUPPRESS_PREFIXLEN = 14;
  private static final int TABLE = 15;
  private static final int FWMASK = 16;
  private static final int OIFNAME = 17;
  private static final int L3MDEV = 19;
  private static final int UID_RANGE = 20;
  private static final int PROTOCOL = 21;
  private static final int IP_PROTO = 22;
  private static final int SPORT_RANGE = 23;
  private static final int DPORT_RANGE = 24;

  private static final int INVERTED = 2;
  private static final int UNRESOLVED = 4;
  private static final int IIF_DETACHED = 8;
  private static final int OIF_DETACHED = 16;

  /// Tables beyond a byte are named by the attribute alone (`RT_TABLE_COMPAT`).
  private static final int COMPATIBLE = 252;

  private RuleDump() {}

  // ---- save

  static int save(Session session, Family family, List<RuleSnapshot> rules) throws FileException {
    NetlinkDump.Writer writer = NetlinkDump.begin(session, MAGIC);
    for (RuleSnapshot snapshot : rules) {
      write(writer, NEW_RULE, family, snapshot);
    }
    writer.to(session);
    return 0;
  }

  /// Adds a message that tells of it.
  static void write(NetlinkDump.Writer writer, RuleAnnouncement announcement) {
    int type = announcement.gone() ? DEL_RULE : NEW_RULE;
    write(writer, type, announcement.family(), announcement.rule());
  }

  private static void write(
      NetlinkDump.Writer writer, int type, Family family, RuleSnapshot snapshot) {
    head(writer.begin(type, false), family, snapshot);
    numbers(writer, snapshot.rule());
    selector(writer, snapshot.rule());
    addresses(writer, snapshot.rule());
    writer.end();
  }

  private static void head(ByteBuffer message, Family family, RuleSnapshot snapshot) {
    Rule rule = snapshot.rule();
    Rule.Selector asked = rule.selector();
    boolean small = Integer.compareUnsigned(rule.table(), 256) < 0;
    message.put((byte) (family == Family.IPV4 ? INET : INET6));
    message.put(length(asked.to())).put(length(asked.from())).put((byte) asked.tos());
    message.put((byte) (small ? rule.table() : COMPATIBLE)).put((byte) 0).put((byte) 0);
    message.put((byte) rule.action()).putInt(flags(snapshot));
  }

  private static byte length(@Nullable Prefix prefix) {
    return (byte) (prefix == null ? 0 : prefix.length());
  }

  private static int flags(RuleSnapshot snapshot) {
    return (snapshot.rule().selector().inverted() ? INVERTED : 0)
        | (snapshot.unresolved() ? UNRESOLVED : 0)
        | (snapshot.inputDetached() ? IIF_DETACHED : 0)
        | (snapshot.outputDetached() ? OIF_DETACHED : 0);
  }

  private static void numbers(NetlinkDump.Writer writer, Rule rule) {
    Rule.Selector asked = rule.selector();
    writer.number(TABLE, rule.table());
    writer.number(SUPPRESS_PREFIXLEN, rule.suppressedLength());
    writer.octet(PROTOCOL, rule.protocol());
    name(writer, IIFNAME, asked.input());
    name(writer, OIFNAME, asked.output());
    unlessZero(writer, PRIORITY, rule.priority());
    unlessZero(writer, FWMARK, asked.mark());
    if (asked.mark() != 0 || asked.mask() != 0) {
      writer.number(FWMASK, asked.mask());
    }
    if (rule.action() == RuleAction.GOTO) {
      writer.number(GOTO, rule.target());
    }
  }

  private static void unlessZero(NetlinkDump.Writer writer, int type, int value) {
    if (value != 0) {
      writer.number(type, value);
    }
  }

  private static void name(NetlinkDump.Writer writer, int type, @Nullable String name) {
    if (name != null) {
      writer.bytes(type, (name + "\0").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void selector(NetlinkDump.Writer writer, Rule rule) {
    Rule.Selector asked = rule.selector();
    if (asked.tunnel() != 0) {
      writer.bytes(TUN_ID, ByteBuffer.allocate(8).putLong(asked.tunnel()).array());
    }
    if (rule.l3mdev()) {
      writer.octet(L3MDEV, 1);
    }
    Rule.Range users = asked.users();
    if (users != null) {
      ByteBuffer range = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writer.bytes(UID_RANGE, range.putInt(users.first()).putInt(users.last()).array());
    }
    ports(writer, SPORT_RANGE, asked.sourcePorts());
    ports(writer, DPORT_RANGE, asked.destinationPorts());
    if (asked.ipProtocol() != 0) {
      writer.octet(IP_PROTO, asked.ipProtocol());
    }
    if (rule.suppressedGroup() != -1) {
      writer.number(SUPPRESS_IFGROUP, rule.suppressedGroup());
    }
  }

  private static void ports(NetlinkDump.Writer writer, int type, Rule.@Nullable Range ports) {
    if (ports != null) {
      writer.number(type, ports.first() | ports.last() << 16);
    }
  }

  private static void addresses(NetlinkDump.Writer writer, Rule rule) {
    Prefix to = rule.selector().to();
    if (to != null) {
      writer.bytes(DST, NetlinkDump.bytes(to.address()));
    }
    Prefix from = rule.selector().from();
    if (from != null) {
      writer.bytes(SRC, NetlinkDump.bytes(from.address()));
    }
    unlessZero(writer, FLOW, rule.realms());
  }

  // ---- what was saved

  /// What a message tells.
  static RuleAnnouncement read(NetlinkDump.Message message, boolean gone) {
    RuleRequest request = request(message);
    int flags = message.body().getInt(8);
    RuleSnapshot rule =
        new RuleSnapshot(
            request.rule(message.number(PRIORITY, 0), request.table),
            (flags & IIF_DETACHED) != 0,
            (flags & OIF_DETACHED) != 0,
            (flags & UNRESOLVED) != 0);
    return new RuleAnnouncement(request.family, rule, gone);
  }

  /// Puts the rules on standard input behind those that are there.
  static int restore(Session session) throws FileException, NetlinkException {
    for (NetlinkDump.Message message : NetlinkDump.read(session, MAGIC, 255, NetlinkDump.BODY)) {
      RuleRequest request = request(message);
      try {
        Rules.of(session.netns(), request.family).add(request, false);
      } catch (NetlinkException e) {
        if (e.errno() != Errno.EEXIST) {
          throw e;
        }
      }
    }
    return 0;
  }

  private static RuleRequest request(NetlinkDump.Message message) {
    ByteBuffer body = message.body();
    RuleRequest request = new RuleRequest(body.get(0) == INET6 ? Family.IPV6 : Family.IPV4);
    request.to = prefix(message.address(DST), body.get(1) & 0xff);
    request.from = prefix(message.address(SRC), body.get(2) & 0xff);
    request.tos = body.get(3) & 0xff;
    request.table = message.number(TABLE, body.get(4) & 0xff);
    request.action = body.get(7) & 0xff;
    request.inverted = (body.getInt(8) & INVERTED) != 0;
    request.priority = message.number(PRIORITY, 0);
    request.suppressedLength = message.number(SUPPRESS_PREFIXLEN, -1);
    request.suppressedGroup = message.number(SUPPRESS_IFGROUP, -1);
    request.protocol = message.number(PROTOCOL, 0);
    request.input = message.text(IIFNAME);
    request.output = message.text(OIFNAME);
    request.mark = message.number(FWMARK, 0);
    request.mask = message.number(FWMASK, 0);
    request.target = message.has(GOTO) ? (Integer) message.number(GOTO, 0) : null;
    request.l3mdev = message.has(L3MDEV);
    request.ipProtocol = message.number(IP_PROTO, 0);
    request.sourcePorts = ports(message, SPORT_RANGE);
    request.destinationPorts = ports(message, DPORT_RANGE);
    request.realms = message.has(FLOW) ? (Integer) message.number(FLOW, 0) : null;
    ByteBuffer users = message.attribute(UID_RANGE);
    request.users = users == null ? null : new Rule.Range(users.getInt(0), users.getInt(4));
    ByteBuffer tunnel = message.attribute(TUN_ID);
    request.tunnel = tunnel == null ? 0 : NetlinkDump.inNetworkOrder(tunnel).getLong();
    return request;
  }

  private static @Nullable Prefix prefix(@Nullable Ip address, int length) {
    return address == null || length == 0 ? null : new Prefix(address, length);
  }

  private static Rule.@Nullable Range ports(NetlinkDump.Message message, int type) {
    int both = message.number(type, 0);
    return message.has(type) ? new Rule.Range(both & 0xffff, both >>> 16) : null;
  }
}
