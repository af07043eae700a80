package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `ip address save`, `restore` and `showdump`: addresses as messages of rtnetlink
/// (`inet_fill_ifaddr`, `inet6_fill_ifaddr`, linux/if_addr.h).
final class AddressDump {
  private static final int MAGIC = 0x47361222;
  static final int NEW_ADDRESS = 20;
  static final int DEL_ADDRESS = 21;
  static final int BODY = 8;
  private static final int ENDED = 255;
  private static final int INET = 2;
  private static final int INET6 = 10;

  private static final int ADDRESS = 1;
  private static final int LOCAL = 2;
  private static final int LABEL = 3;
  private static final int BROADCAST = 4;
  private static final int CACHEINFO = 6;
  private static final int FLAGS = 8;
  private static final int RT_PRIORITY = 9;
  private static final int PROTO = 11;

  private static final int CACHE_SIZE = 16;

  private final NetlinkDump.Writer writer;

  /// Adds messages to those of `writer`.
  AddressDump(NetlinkDump.Writer writer) {
    this.writer = writer;
  }

  // ---- save

  /// Writes the addresses, of which only the device's index is asked of the kernel.
  static int save(Session session, Args args) throws FileException {
    NetDevice only = ListingWords.read(session, args).device;
    AddressDump dump = new AddressDump(NetlinkDump.begin(session, MAGIC));
    Family asked = session.options().family.addresses();
    for (Family family : Family.values()) {
      if (asked == null || asked == family) {
        dump.write(session, family, only);
      }
    }
    dump.writer.to(session);
    return 0;
  }

  private void write(Session session, Family family, @Nullable NetDevice only) {
    for (AddressSnapshot address : Addresses.of(session.netns()).snapshots(family)) {
      if (only == null || only.index() == address.deviceIndex()) {
        write(NEW_ADDRESS, address, only != null);
      }
    }
  }

  /// Writes one message of this type.
  void write(int type, AddressSnapshot address, boolean filtered) {
    boolean ipv4 = address.family() == Family.IPV4;
    ByteBuffer head = writer.begin(type, filtered);
    head.put((byte) (ipv4 ? INET : INET6)).put((byte) address.prefixLength());
    head.put((byte) address.flags()).put((byte) address.scope()).putInt(address.deviceIndex());
    if (ipv4) {
      inet(address);
    } else {
      inet6(address);
    }
    writer.end();
  }

  private void inet(AddressSnapshot address) {
    writer.bytes(ADDRESS, NetlinkDump.bytes(address.address()));
    writer.bytes(LOCAL, NetlinkDump.bytes(address.local()));
    Ip broadcast = address.broadcast();
    if (broadcast != null) {
      writer.bytes(BROADCAST, NetlinkDump.bytes(broadcast));
    }
    String label = Objects.requireNonNullElse(address.label(), address.device());
    writer.bytes(LABEL, (label + "\0").getBytes(StandardCharsets.UTF_8));
    protocol(address);
    writer.number(FLAGS, address.flags());
    metric(address);
    lifetimes(address);
  }

  private void inet6(AddressSnapshot address) {
    if (address.hasPeer()) {
      writer.bytes(LOCAL, NetlinkDump.bytes(address.local()));
    }
    writer.bytes(ADDRESS, NetlinkDump.bytes(address.address()));
    metric(address);
    lifetimes(address);
    writer.number(FLAGS, address.flags());
    protocol(address);
  }

  private void protocol(AddressSnapshot address) {
    if (address.protocol() != 0) {
      writer.octet(PROTO, address.protocol());
    }
  }

  private void metric(AddressSnapshot address) {
    if (address.metric() != 0) {
      writer.number(RT_PRIORITY, address.metric());
    }
  }

  private void lifetimes(AddressSnapshot address) {
    ByteBuffer cache = ByteBuffer.allocate(CACHE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    cache.putInt(address.preferredLifetime()).putInt(address.validLifetime());
    cache.putInt((int) address.created()).putInt((int) address.updated());
    writer.bytes(CACHEINFO, cache.array());
  }

  // ---- restore

  /// Adds the addresses on standard input to the devices with their indices.
  static int restore(Session session) throws FileException {
    Addresses addresses = Addresses.of(session.netns());
    for (NetlinkDump.Message message : NetlinkDump.read(session, MAGIC, ENDED, BODY)) {
      try {
        addresses.add(request(session, message));
      } catch (NetlinkException e) {
        session.complain(Session.answer(e));
        if (e.errno() != Errno.EEXIST) {
          return ENDED;
        }
      }
    }
    return 0;
  }

  private static AddressRequest request(Session session, NetlinkDump.Message message)
      throws NetlinkException {
    NetDevice device = session.netns().device(message.body().getInt(4));
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    AddressSnapshot saved = snapshot(message, device.name());
    AddressRequest request = new AddressRequest(saved.family(), device);
    request.local = saved.local();
    request.address = saved.address();
    request.prefixLength = saved.prefixLength();
    request.broadcast = saved.broadcast();
    request.label = saved.label();
    request.scope = saved.scope();
    request.flags = saved.flags();
    request.hasLifetimes = message.has(CACHEINFO);
    request.validLifetime = saved.validLifetime();
    request.preferredLifetime = saved.preferredLifetime();
    request.metric = saved.metric();
    request.protocol = saved.protocol();
    return request;
  }

  /// What a message says of the device that is called `device`.
  static AddressSnapshot snapshot(NetlinkDump.Message message, String device) {
    ByteBuffer body = message.body();
    Family family = body.get(0) == INET6 ? Family.IPV6 : Family.IPV4;
    Ip any = family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    Ip address = Objects.requireNonNullElse(message.address(ADDRESS), any);
    return new AddressSnapshot(
        family,
        body.getInt(4),
        device,
        Objects.requireNonNullElse(message.address(LOCAL), address),
        address,
        Math.min(body.get(1) & 0xff, family.bits()),
        message.address(BROADCAST),
        body.get(3) & 0xff,
        message.number(FLAGS, body.get(2) & 0xff),
        message.text(LABEL),
        cached(message, 4, AddressRequest.FOREVER),
        cached(message, 0, AddressRequest.FOREVER),
        cached(message, 8, 0),
        cached(message, 12, 0),
        message.number(RT_PRIORITY, 0),
        message.number(PROTO, 0));
  }

  private static int cached(NetlinkDump.Message message, int at, int other) {
    ByteBuffer cache = message.attribute(CACHEINFO);
    return cache == null || cache.limit() < CACHE_SIZE ? other : cache.getInt(at);
  }

  // ---- showdump

  static int show(Session session) throws FileException {
    List<NetlinkDump.Message> messages = NetlinkDump.read(session, MAGIC, ENDED, BODY);
    AddressText text = new AddressText(session);
    Output out = session.output();
    out.begin();
    out.openObject(null);
    out.openArray("addr_info");
    for (NetlinkDump.Message message : messages) {
      int index = message.body().getInt(4);
      out.openObject(null);
      out.number("index", "if", index, ":");
      out.newline();
      text.show(snapshot(message, "if" + index), false);
      out.closeObject();
    }
    out.closeArray();
    out.closeObject();
    out.end();
    session.flush();
    return 0;
  }
}
