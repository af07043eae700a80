package dev.patchbay.filter.conntrack;

import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The connections of a namespace (net/netfilter/nf_conntrack_core.c).
///
/// A packet gets its connection at PREROUTING or OUTPUT ([#enter]); a new one hangs on its packet
/// alone until that has passed every other hook, and comes into the table at POSTROUTING or INPUT
/// ([Confirmation]). So a packet that is dropped leaves nothing behind. What is over is not found
/// any more, and taken out now and then by one timer.
public final class Conntrack implements NetnsPart {
  static final long SECOND = 1_000_000_000L;

  private static final Key<Conntrack> KEY = new Key<>(Conntrack::new);

  private final Netns netns;
  private final EventLoop loop;
  private final ConntrackLimits limits;
  private final ConnectionTable table;
  private final ConntrackEvents events;
  private final GarbageCollection garbage;
  private final ConntrackHooks hooks = new ConntrackHooks(this);
  private final Expectations expectations = new Expectations(this);
  private final IcmpErrors icmpErrors = new IcmpErrors(this);
  private final InvalidLog invalidLog = new InvalidLog(this);
  private final Confirmation confirmation = new Confirmation(this);
  private final List<Consumer<Connection>> endListeners = new ArrayList<>(1);
  private final long[] counters = new long[ConntrackCounter.values().length];
  private final int[] settings = new int[ConntrackSetting.values().length];
  private final Parsed parsed4 = new Parsed(Family.IPV4);
  private final Parsed parsed6 = new Parsed(Family.IPV6);
  private final TcpSegment segment = new TcpSegment();
  private final Tuple tuple = new Tuple();
  private final Tuple answer = new Tuple();
  private int lastId;

  private Conntrack(Netns netns) {
    this.netns = netns;
    this.loop = netns.world().loop();
    this.limits = ConntrackLimits.of(netns.machine());
    this.table = new ConnectionTable(netns.random("conntrack").nextLong());
    this.events = new ConntrackEvents(netns, this);
    this.garbage = new GarbageCollection(netns, this, table);
    for (ConntrackSetting setting : ConntrackSetting.values()) {
      settings[setting.ordinal()] = setting.first();
    }
  }

  /// The tracking of the namespace.
  public static Conntrack of(Netns netns) {
    return netns.part(KEY);
  }

  /// The tracking of the namespace, or null when nothing has asked for it yet.
  public static @Nullable Conntrack known(Netns netns) {
    return netns.hasPart(KEY) ? of(netns) : null;
  }

  public Netns netns() {
    return netns;
  }

  /// Somebody needs the connections of the family (`nf_ct_netns_get`): from the first on packets
  /// are tracked.
  public void require(Family family) {
    hooks.require(family);
  }

  /// Somebody does not need them any more.
  public void release(Family family) {
    hooks.release(family);
  }

  ConntrackLimits limits() {
    return limits;
  }

  ConnectionTable table() {
    return table;
  }

  ConntrackEvents events() {
    return events;
  }

  Confirmation confirmation() {
    return confirmation;
  }

  InvalidLog invalidLog() {
    return invalidLog;
  }

  TcpSegment segment() {
    return segment;
  }

  public Expectations expectations() {
    return expectations;
  }

  /// Lets `listener` hear of connections that leave the table.
  public void onEnd(Consumer<Connection> listener) {
    endListeners.add(listener);
  }

  /// Nanoseconds.
  long now() {
    return loop.now();
  }

  public int setting(ConntrackSetting setting) {
    return settings[setting.ordinal()];
  }

  public void setting(ConntrackSetting setting, int value) {
    settings[setting.ordinal()] = value;
  }

  /// A setting that is a time, in nanoseconds.
  long seconds(ConntrackSetting setting) {
    return setting(setting) * SECOND;
  }

  void count(ConntrackCounter counter) {
    counters[counter.ordinal()]++;
  }

  /// What has been counted.
  public long counted(ConntrackCounter counter) {
    return counters[counter.ordinal()];
  }

  // ---- nf_conntrack_in

  /// Gives the packet its connection, or none when it is no valid part of one.
  Verdict enter(Packet packet, Family family, HookPoint point) {
    Packet.Connection before = packet.connection();
    if (packet.connectionInfo() == Connection.INFO_UNTRACKED || before instanceof Connection) {
      // Looped back, or not to be tracked.
      return Verdict.ACCEPT;
    }
    Template template = before == null ? Template.NONE : (Template) before;
    if (before != null) {
      packet.connection(null, 0);
    }
    Parsed now = parsed(family);
    if (!now.read(packet, point)) {
      count(ConntrackCounter.ERROR);
      count(ConntrackCounter.INVALID);
      return Verdict.ACCEPT;
    }
    boolean icmp = now.protocol == (family == Family.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);
    if (icmp) {
      IcmpErrors.Outcome outcome = icmpErrors.handle(now, template.originalZone());
      if (outcome != IcmpErrors.Outcome.TRACK) {
        if (outcome == IcmpErrors.Outcome.INVALID) {
          count(ConntrackCounter.ERROR);
          count(ConntrackCounter.INVALID);
        }
        return Verdict.ACCEPT;
      }
    }
    return track(packet, now, template);
  }

  Parsed parsed(Family family) {
    return family == Family.IPV4 ? parsed4 : parsed6;
  }

  private Verdict track(Packet packet, Parsed parsed, Template template) {
    Tracker tracker = Trackers.of(parsed.protocol);
    while (true) {
      if (!resolve(packet, parsed, tracker, template)) {
        count(ConntrackCounter.DROP);
        return Verdict.DROP;
      }
      Connection connection = Connection.of(packet);
      if (connection == null) {
        count(ConntrackCounter.INVALID);
        return Verdict.ACCEPT;
      }
      int info = packet.connectionInfo();
      switch (tracker.take(this, connection, parsed, info)) {
        case ACCEPT -> {
          if (info == Connection.INFO_ESTABLISHED + Connection.INFO_REPLY) {
            seeReply(connection);
          }
          return Verdict.ACCEPT;
        }
        case INVALID -> {
          packet.connection(null, 0);
          count(ConntrackCounter.INVALID);
          return Verdict.ACCEPT;
        }
        case DROP -> {
          packet.connection(null, 0);
          count(ConntrackCounter.DROP);
          return Verdict.DROP;
        }
        case REPEAT -> packet.connection(null, 0);
      }
    }
  }

  private void seeReply(Connection connection) {
    if (!connection.has(Connection.SEEN_REPLY)) {
      connection.set(Connection.SEEN_REPLY);
      events.changed(connection, ConntrackEvent.REPLY);
    }
  }

  /// Finds the packet's connection or begins one (`resolve_normal_ct`); false when there is no room
  /// for it.
  private boolean resolve(Packet packet, Parsed parsed, Tracker tracker, Template template) {
    long read = tracker.numbers(parsed.bytes(), parsed.transport, parsed.tail);
    if (read == Tracker.NONE) {
      return true;
    }
    int numbers = (int) read;
    int place = parsed.family == Family.IPV4 ? find4(parsed, numbers, template.originalZone()) : -1;
    if (place < 0) {
      parsed.writeTo(tuple, numbers, template.originalZone());
      place = findInZones(template);
      if (place < 0) {
        return begin(packet, tracker, template);
      }
    }
    meet(packet, place);
    return true;
  }

  /// The place of an IPv4 packet's connection, as most have one, without a tuple; -1 when it is not
  /// there, or over.
  private int find4(Parsed parsed, int numbers, int zone) {
    long addresses = Ipv4.addresses(parsed.bytes(), parsed.network);
    int place = table.find(addresses, Tuple.rest4(numbers, parsed.protocol, zone));
    return place < 0 || table.at(place).deadline <= now() ? -1 : place;
  }

  private int findInZones(Template template) {
    int place = find(tuple);
    if (place < 0 && template.replyZone() != template.originalZone()) {
      tuple.zone = template.replyZone();
      place = find(tuple);
      tuple.zone = template.originalZone();
    }
    return place;
  }

  /// The packet belongs to the connection at that place.
  private void meet(Packet packet, int place) {
    Connection connection = table.at(place);
    int info;
    if (table.direction(place) == Connection.REPLY) {
      info = Connection.INFO_ESTABLISHED + Connection.INFO_REPLY;
    } else if (connection.has(Connection.SEEN_REPLY)) {
      info = Connection.INFO_ESTABLISHED;
    } else {
      info = connection.has(Connection.EXPECTED) ? Connection.INFO_RELATED : Connection.INFO_NEW;
    }
    packet.connection(connection, info);
  }

  /// The connection in a zone that a packet belongs to which has not been tracked, or null. Nothing
  /// changes by this.
  public @Nullable Connection seek(Packet packet, Family family, int zone) {
    Parsed parsed = parsed(family);
    if (!parsed.read(packet, HookPoint.PREROUTING)) {
      return null;
    }
    Tracker tracker = Trackers.of(parsed.protocol);
    long numbers = tracker.numbers(parsed.bytes(), parsed.transport, parsed.tail);
    if (numbers == Tracker.NONE) {
      return null;
    }
    parsed.writeTo(tuple, (int) numbers, zone);
    return connection(tuple);
  }

  /// The place in the table of the connection with the tuple, or -1; what is over goes.
  int find(Tuple wanted) {
    int place = table.find(wanted);
    while (place >= 0 && table.at(place).deadline <= now()) {
      end(table.at(place));
      place = table.find(wanted);
    }
    return place;
  }

  /// Whether a packet with the tuple belongs to another connection than `own`
  /// (`nf_conntrack_tuple_taken`).
  public boolean isTaken(Tuple wanted, Connection own) {
    int place = find(wanted);
    return place >= 0 && table.at(place) != own;
  }

  /// The connection with the tuple in either direction, or null.
  public @Nullable Connection connection(Tuple wanted) {
    int place = find(wanted);
    return place < 0 ? null : table.at(place);
  }

  /// Writes the tuple of the answers to `first` to `into`; false when nothing answers it.
  public static boolean invert(Tuple first, Tuple into) {
    return Trackers.of(first.protocol).invert(first, into);
  }

  /// `init_conntrack`
  private boolean begin(Packet packet, Tracker tracker, Template template) {
    if (!tracker.invert(tuple, answer)) {
      return true;
    }
    answer.zone = template.replyZone();
    if (!garbage.makesRoom(tuple)) {
      return false;
    }
    Connection connection = create(tracker, tuple, answer);
    Expectation expectation = expectations.isEmpty() ? null : expectations.take(tuple);
    if (expectation != null) {
      follow(connection, expectation);
    } else if (template.helper() != null && template.helper().protocol() == tuple.protocol) {
      connection.needExtras().helper(template.helper());
      connection.set(Connection.HELPER);
    }
    boolean related = connection.has(Connection.EXPECTED);
    packet.connection(connection, related ? Connection.INFO_RELATED : Connection.INFO_NEW);
    return true;
  }

  /// A connection that nobody knows yet (`__nf_conntrack_alloc`).
  Connection create(Tracker tracker, Tuple first, Tuple reply) {
    int id = ++lastId;
    Connection connection =
        first.family == Family.IPV4
            ? new Connection4(tracker, id, now(), first, reply)
            : new Connection6(tracker, id, now(), first, reply);
    events.begin(connection);
    if (setting(ConntrackSetting.ACCT) != 0) {
      connection.needExtras().traffic = new Extras.Traffic();
    }
    return connection;
  }

  private void follow(Connection connection, Expectation expectation) {
    connection.set(Connection.EXPECTED);
    connection.needExtras().master = expectation.master();
    connection.mark(expectation.master().mark());
    if (expectation.helper() != null) {
      connection.needExtras().helper(expectation.helper());
    }
    count(ConntrackCounter.EXPECT_NEW);
    expectation.follower().follow(connection, expectation.master());
  }

  /// Gives the answers of a connection that is not confirmed yet another tuple
  /// (`nf_conntrack_alter_reply`).
  public void alterReply(Connection connection, Tuple reply) {
    connection.reply(reply);
  }

  // ---- what trackers do with a connection

  /// A packet has come: the connection lasts so many nanoseconds from now (`nf_ct_refresh_acct`).
  void refresh(Connection connection, Parsed packet, int info, long lasts) {
    if (!connection.has(Connection.FIXED_TIMEOUT)) {
      connection.deadline = connection.isConfirmed() ? now() + lasts : lasts;
    }
    account(connection, packet, info);
  }

  void account(Connection connection, Parsed packet, int info) {
    Extras extras = connection.extras;
    if (extras != null && extras.traffic != null) {
      int direction = Connection.direction(info);
      extras.traffic.packets[direction]++;
      extras.traffic.bytes[direction] += packet.tail - packet.packet().network();
    }
  }

  /// The connection lasts no longer than that.
  void shorten(Connection connection, long lasts) {
    long left = connection.deadline - now();
    if (left >= 120 * SECOND && left > lasts) {
      connection.deadline = now() + lasts;
    }
  }

  /// The connection is not given up early from now on.
  void assure(Connection connection) {
    if (!connection.has(Connection.ASSURED)) {
      connection.set(Connection.ASSURED);
      events.changed(connection, ConntrackEvent.ASSURED);
    }
  }

  /// Brings a connection into the table whose first packet has passed everything.
  void insert(Connection connection) {
    connection.deadline += now();
    connection.set(Connection.CONFIRMED);
    countChild(connection, 1);
    enlist(connection);
    events.announceInserted(connection);
  }

  private static void countChild(Connection connection, int by) {
    Extras extras = connection.extras;
    Connection master = extras == null ? null : extras.master;
    if (master != null) {
      master.needExtras().children += by;
    }
  }

  /// Brings a connection into the table.
  void enlist(Connection connection) {
    table.add(connection);
    garbage.start();
  }

  // ---- the end of connections

  /// The connection leaves the table, if it is there (`nf_ct_kill`).
  public void end(Connection connection) {
    boolean there = connection.isConfirmed() && !connection.has(Connection.DYING);
    connection.set(Connection.DYING);
    if (!there) {
      return;
    }
    table.remove(connection);
    countChild(connection, -1);
    events.announce(ConntrackEvent.DESTROY, connection);
    expectations.forget(connection);
    for (Consumer<Connection> listener : endListeners) {
      listener.accept(connection);
    }
    if (table.size() == 0) {
      garbage.stop();
    }
  }

  // ---- all of them

  /// How many connections there are.
  public int size() {
    return table.size();
  }

  /// The connections that are not over, oldest first.
  public List<Connection> connections() {
    List<Connection> all = new ArrayList<>();
    table.forEach(all::add);
    all.sort(Comparator.comparingInt(Connection::id));
    long now = now();
    List<Connection> live = new ArrayList<>(all.size());
    for (Connection connection : all) {
      if (connection.deadline <= now) {
        end(connection);
      } else {
        live.add(connection);
      }
    }
    return live;
  }

  /// What listings show of the connection.
  public ConnectionSnapshot snapshot(Connection connection) {
    return ConnectionSnapshot.of(connection, now());
  }

  /// Ends every connection that the question picks (`nf_ct_iterate_cleanup`).
  public void endIf(Predicate<Connection> question) {
    connections().stream().filter(question).forEach(this::end);
  }

  /// The namespace ends.
  @Override
  public void tearDown() {
    garbage.stop();
    expectations.clear();
  }
}
