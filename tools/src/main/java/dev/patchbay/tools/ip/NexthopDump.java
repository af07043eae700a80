package dev.patchbay.tools.ip;

import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.NexthopAnnouncement;
import dev.patchbay.stack.route.NexthopRequest;
import dev.patchbay.stack.route.NexthopSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Nexthop objects as messages of rtnetlink (`nh_fill_node`, linux/nexthop.h).
final class NexthopDump {
  static final int NEW_NEXTHOP = 104;
  static final int DEL_NEXTHOP = 105;
  static final int BODY = 8;

  private static final int INET = 2;
  private static final int INET6 = 10;

  private static final int ID = 1;
  private static final int GROUP = 2;
  private static final int GROUP_TYPE = 3;
  private static final int BLACKHOLE = 4;
  private static final int OIF = 5;
  private static final int GATEWAY = 6;
  private static final int ENCAP_TYPE = 7;
  private static final int ENCAP = 8;
  private static final int FDB = 11;
  private static final int RES_GROUP = 12;

  private static final int MEMBER_SIZE = 8;
  private static final int RESILIENT = 1;
  private static final int BUCKETS = 1;
  private static final int IDLE_TIMER = 2;
  private static final int UNBALANCED_TIMER = 3;
  private static final int UNBALANCED_TIME = 4;
  private static final long CENTISECOND = 10_000_000;

  private NexthopDump() {}

  /// Adds a message that tells of it.
  static void write(NetlinkDump.Writer writer, NexthopAnnouncement announcement) {
    NexthopSnapshot nexthop = announcement.nexthop();
    ByteBuffer head = writer.begin(announcement.gone() ? DEL_NEXTHOP : NEW_NEXTHOP, false);
    Family family = nexthop.family();
    head.put((byte) (family == null ? 0 : family == Family.IPV4 ? INET : INET6));
    head.put((byte) nexthop.scope()).put((byte) nexthop.protocol()).put((byte) 0);
    head.putInt(nexthop.flags());
    writer.number(ID, nexthop.id());
    if (nexthop.fdb()) {
      writer.bytes(FDB, new byte[0]);
    }
    if (!nexthop.members().isEmpty()) {
      group(writer, nexthop);
    } else if (nexthop.blackhole()) {
      writer.bytes(BLACKHOLE, new byte[0]);
    } else {
      if (nexthop.deviceIndex() != 0) {
        writer.number(OIF, nexthop.deviceIndex());
      }
      if (nexthop.gateway() != null) {
        writer.bytes(GATEWAY, NetlinkDump.bytes(nexthop.gateway()));
      }
      EncapDump.write(writer, ENCAP_TYPE, ENCAP, nexthop.encap());
    }
    writer.end();
  }

  private static void group(NetlinkDump.Writer writer, NexthopSnapshot nexthop) {
    NexthopSnapshot.Resilient resilient = nexthop.resilient();
    writer.bytes(GROUP_TYPE, new byte[] {(byte) (resilient == null ? 0 : RESILIENT), 0});
    int size = MEMBER_SIZE * nexthop.members().size();
    ByteBuffer members = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (NexthopRequest.Member member : nexthop.members()) {
      members.putInt(member.id()).put((byte) (member.weight() - 1)).put((byte) 0);
      members.putShort((short) 0);
    }
    writer.bytes(GROUP, members.array());
    if (resilient != null) {
      int nest = writer.open(RES_GROUP);
      writer.bytes(BUCKETS, buffer(2).putShort((short) resilient.buckets().size()).array());
      writer.number(IDLE_TIMER, (int) (resilient.idleTimer() / CENTISECOND));
      writer.number(UNBALANCED_TIMER, (int) (resilient.unbalancedTimer() / CENTISECOND));
      long unbalanced = resilient.unbalanced() / CENTISECOND;
      writer.bytes(UNBALANCED_TIME, buffer(Long.BYTES).putLong(unbalanced).array());
      writer.close(nest);
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// What a message tells; `name` knows what devices are called.
  static NexthopAnnouncement read(
      NetlinkDump.Message message, boolean gone, IntFunction<String> name) {
    ByteBuffer body = message.body();
    int index = message.number(OIF, 0);
    NexthopSnapshot nexthop =
        new NexthopSnapshot(
            message.number(ID, 0),
            family(body.get(0)),
            message.address(GATEWAY),
            index == 0 ? null : name.apply(index),
            index,
            body.get(1) & 0xff,
            body.get(2) & 0xff,
            body.getInt(4),
            message.has(BLACKHOLE),
            message.has(FDB),
            members(message.attribute(GROUP)),
            resilient(message.nested(RES_GROUP)),
            EncapDump.read(message, ENCAP_TYPE, ENCAP));
    return new NexthopAnnouncement(nexthop, gone);
  }

  private static @Nullable Family family(int number) {
    return switch (number) {
      case INET -> Family.IPV4;
      case INET6 -> Family.IPV6;
      default -> null;
    };
  }

  private static List<NexthopRequest.Member> members(@Nullable ByteBuffer group) {
    List<NexthopRequest.Member> members = new ArrayList<>();
    for (int at = 0; group != null && at + MEMBER_SIZE <= group.limit(); at += MEMBER_SIZE) {
      members.add(new NexthopRequest.Member(group.getInt(at), (group.get(at + 4) & 0xff) + 1));
    }
    return members;
  }

  /// Which bucket leads where the message does not say.
  private static NexthopSnapshot.@Nullable Resilient resilient(
      NetlinkDump.@Nullable Message message) {
    if (message == null) {
      return null;
    }
    ByteBuffer buckets = message.attribute(BUCKETS);
    int count = buckets == null ? 0 : buckets.getShort(0) & 0xffff;
    return new NexthopSnapshot.Resilient(
        Collections.nCopies(count, new NexthopSnapshot.Bucket(0, 0)),
        time(message, IDLE_TIMER),
        time(message, UNBALANCED_TIMER),
        time(message, UNBALANCED_TIME));
  }

  private static long time(NetlinkDump.Message message, int type) {
    return Integer.toUnsignedLong(message.number(type, 0)) * CENTISECOND;
  }
}
