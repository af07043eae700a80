package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip address add`, `change`, `replace` and `delete`.
final class AddressWords {
  private static final Keywords WORDS =
      new Keywords(
          "=peer",
          "=remote",
          "broadcast",
          "=brd",
          "=anycast",
          "=scope",
          "=dev",
          "=label",
          "metric",
          "priority",
          "preference",
          "valid_lft",
          "preferred_lft");

  private static final int LABEL_LENGTH = 15;
  private static final int LOOPBACK_NETWORK = 127;

  private final Session session;
  private final boolean delete;
  private ProtocolFamily family;
  private @Nullable String dev;
  private @Nullable String localWord;
  private @Nullable Prefix local;
  private @Nullable Prefix peer;
  private @Nullable Ip broadcast;
  private @Nullable String broadcastSign;
  private @Nullable Integer scope;
  private @Nullable String label;
  private @Nullable Integer valid;
  private @Nullable Integer preferred;
  private int metric;
  private int flags;

  AddressWords(Session session, boolean delete) {
    this.session = session;
    this.delete = delete;
    this.family = session.family();
  }

  /// Reads them to the end, and makes them the request that they are.
  AddressRequest read(Args args) throws NetlinkException {
    while (args.hasNext()) {
      String word = args.next();
      String keyword = WORDS.find(word);
      AddressFlagWord flag = keyword == null ? AddressFlagWord.of(word) : null;
      if (keyword != null) {
        take(keyword, args);
      } else if (flag != null) {
        flag(flag);
      } else {
        local(word, args);
      }
    }
    return request();
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "peer", "remote" -> peer(args.next());
      case "broadcast", "brd" -> broadcast(args.next());
      case "anycast" -> InetText.address(args.next(), family);
      case "scope" -> scope(args.next());
      case "dev" -> dev = args.next();
      case "label" -> label = args.next();
      case "valid_lft" -> valid = lifetime(keyword, valid, args);
      case "preferred_lft" -> preferred = lifetime(keyword, preferred, args);
      default -> metric = (int) args.u32("\"metric\" value is invalid\n");
    }
  }

  private void peer(String word) {
    if (peer != null) {
      throw Args.duplicate("peer", word);
    }
    peer = prefix(word);
  }

  private Prefix prefix(String word) {
    Prefix prefix = InetText.prefix(word, family);
    if (family == ProtocolFamily.UNSPEC && !InetText.isEverything(word)) {
      family = ProtocolFamily.of(prefix.family());
    }
    return prefix;
  }

  private void broadcast(String word) {
    if (broadcast != null || broadcastSign != null) {
      throw Args.duplicate("broadcast", word);
    }
    if (word.equals("+") || word.equals("-")) {
      broadcastSign = word;
      return;
    }
    broadcast = InetText.address(word, family);
    if (family == ProtocolFamily.UNSPEC) {
      family = ProtocolFamily.of(broadcast.family());
    }
  }

  private void scope(String word) {
    OptionalInt known = Scope.of(word);
    if (known.isEmpty()) {
      throw Args.invarg("invalid scope value.", word);
    }
    scope = known.getAsInt();
  }

  private static int lifetime(String key, @Nullable Integer before, Args args) {
    if (before != null) {
      throw Args.duplicate(key, key);
    }
    String word = args.next();
    if (word.equals("forever")) {
      return AddressRequest.FOREVER;
    }
    OptionalLong seconds = word.startsWith("-") ? OptionalLong.empty() : Numbers.u32(word, 0);
    if (seconds.isEmpty()) {
      throw Args.invarg(key + " value", word);
    }
    return (int) seconds.getAsLong();
  }

  private void flag(AddressFlagWord flag) {
    if (!flag.settable) {
      session.complain("Warning: " + flag.word + " option is not mutable from userspace");
    } else if (flag.onlyIpv6 && family != ProtocolFamily.INET6) {
      session.complain("Warning: " + flag.word + " option can be set only for IPv6 addresses");
    } else {
      flags |= flag.flag;
    }
  }

  private void local(String word, Args args) {
    String value = word.equals("local") ? args.next() : word;
    if (Args.matches(value, "help")) {
      throw Usage.of("address");
    }
    if (local != null) {
      throw Args.garbage("local", value);
    }
    localWord = value;
    local = prefix(value);
  }

  // ---- what they come to

  private AddressRequest request() throws NetlinkException {
    if (dev == null) {
      throw new Refusal("Not enough information: \"dev\" argument is required.");
    }
    warnOfWildcard();
    Ip lastOfNetwork = delete ? null : signedBroadcast();
    AddressRequest request = new AddressRequest(requestFamily(), session.requireDevice(dev));
    addresses(request);
    if (lastOfNetwork != null) {
      request.broadcast = lastOfNetwork;
    }
    request.scope = scope == null ? usualScope() : scope;
    request.flags = flags;
    request.metric = metric;
    request.label = label;
    lifetimes(request);
    checkAutojoin();
    refuseUnknown();
    return request;
  }

  private Family requestFamily() {
    Family known = family.addresses();
    return known == null ? Family.IPV4 : known;
  }

  /// What the kernel refuses in the message alone.
  private void refuseUnknown() throws NetlinkException {
    if (family.addresses() == null) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (label != null && label.getBytes(StandardCharsets.UTF_8).length > LABEL_LENGTH) {
      throw new NetlinkException(Errno.ERANGE, "Attribute failed policy validation.");
    }
  }

  private boolean isWildcard() {
    return delete
        && peer == null
        && local != null
        && localWord != null
        && local.family() == Family.IPV4
        && localWord.indexOf('/') < 0;
  }

  private void warnOfWildcard() {
    if (isWildcard()) {
      session.complain(
          "Warning: Executing wildcard deletion to stay compatible with old scripts.\n"
              + "         Explicitly specify the prefix length ("
              + localWord
              + "/32) to avoid this warning.\n"
              + "         This special behaviour is likely to disappear in further releases,\n"
              + "         fix your scripts!");
    }
  }

  private void addresses(AddressRequest request) {
    Prefix whole = peer != null ? peer : local;
    request.local = local == null ? null : local.address();
    request.address = whole == null || isWildcard() ? null : whole.address();
    request.prefixLength = whole == null ? 0 : whole.length();
    if (request.prefixLength == 0 && local != null) {
      request.prefixLength = local.length();
    }
    request.broadcast = broadcast;
  }

  /// The broadcast address for `+`, the network's for `-`, if the network is large enough to have
  /// them.
  private @Nullable Ip signedBroadcast() {
    if (broadcastSign == null) {
      return null;
    }
    if (family != ProtocolFamily.INET) {
      throw new Refusal("Broadcast can be set only for IPv4 addresses");
    }
    Prefix whole = peer != null ? peer : local;
    if (whole == null || whole.length() > 30) {
      return null;
    }
    return broadcastSign.equals("+") ? whole.broadcast() : whole.network().address();
  }

  private int usualScope() {
    boolean loopback =
        local != null
            && local.family() == Family.IPV4
            && local.address().toInt() >>> 24 == LOOPBACK_NETWORK;
    return loopback && !delete ? Scope.HOST : Scope.GLOBAL;
  }

  private void lifetimes(AddressRequest request) {
    if (valid == null && preferred == null) {
      return;
    }
    request.hasLifetimes = true;
    request.validLifetime = valid == null ? AddressRequest.FOREVER : valid;
    request.preferredLifetime = preferred == null ? AddressRequest.FOREVER : preferred;
    if (request.validLifetime == 0) {
      throw new Refusal("valid_lft is zero");
    }
    if (Integer.compareUnsigned(request.validLifetime, request.preferredLifetime) < 0) {
      throw new Refusal("preferred_lft is greater than valid_lft");
    }
  }

  private void checkAutojoin() {
    if ((flags & AddressFlags.MCAUTOJOIN) != 0
        && (local == null || !local.address().isMulticast())) {
      throw new Refusal("autojoin needs multicast address");
    }
  }
}
