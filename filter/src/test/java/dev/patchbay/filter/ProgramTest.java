package dev.patchbay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final World world =
      new World(new EventLoop(new VirtualClock()), new CheckedPacketPool(), 1);
  private final Netns netns = new Machine(world, "m").newNetns();
  private Table table;

  /// A port that a rule wants.
  private record Port(int port) implements PortMatch {
    @Override
    public String name() {
      return "port";
    }

    @Override
    public int onlySource() {
      return -1;
    }

    @Override
    public int onlyDestination() {
      return port;
    }

    @Override
    public boolean matches(Inspection packet) {
      return packet.hasWholeHeader(8) && packet.destinationPort() == port;
    }

    @Override
    public void save(StringBuilder out) {}

    @Override
    public void list(StringBuilder out, Listing listing) {}
  }

  /// A mark that a rule wants.
  private record Marked(int onlyMask, int onlyValue) implements MarkMatch {
    @Override
    public String name() {
      return "marked";
    }

    @Override
    public boolean matches(Inspection packet) {
      return (packet.packet().mark() & onlyMask) == onlyValue;
    }

    @Override
    public void save(StringBuilder out) {}

    @Override
    public void list(StringBuilder out, Listing listing) {}
  }

  /// Gives the packet another mark, and lets it go on.
  private record Marking(int mark) implements Target {
    @Override
    public String name() {
      return "marking";
    }

    @Override
    public Verdict judge(Inspection packet) {
      packet.packet().mark(mark);
      return Verdict.CONTINUE;
    }
  }

  @BeforeEach
  void begin() throws NetlinkException {
    table = Tables.of(netns).obtain(Family.IPV4, TableKind.FILTER);
  }

  private static Criteria criteria(String source, int length, int protocol) {
    Criteria any = Criteria.any(Family.IPV4);
    return new Criteria(
        Family.IPV4,
        AddressMask.of(Ip.of(source), length),
        false,
        any.destination(),
        false,
        any.in(),
        false,
        any.out(),
        false,
        protocol,
        false,
        false,
        false);
  }

  private static Rule rule(Criteria criteria, List<Match> matches, Target target) {
    return new Rule(criteria, matches, target, new Counter());
  }

  private void fill(String chain, List<Rule> rules) throws NetlinkException {
    Draft draft = new Draft(table);
    for (Rule rule : rules) {
      draft.append(chain, rule);
    }
    draft.commit();
  }

  private HookFunction.Verdict send(String source, int port) {
    byte[] bytes = Packets.udp(source, 1000, "10.9.9.9", port);
    Packet packet = world.allocate(bytes.length);
    int at = packet.put(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), at, bytes.length);
    packet.network(at);
    HookFunction.Verdict verdict = table.traversal(HookPoint.FORWARD).judge(packet, null, null);
    world.consume(packet);
    return verdict;
  }

  @Test
  void countsAsIfEveryRuleWereLookedAt() throws NetlinkException {
    Random random = new Random(7);
    List<Rule> rules = new ArrayList<>();
    int[] lengths = {0, 8, 24, 32};
    for (int i = 0; i < 300; i++) {
      String source = "10.0." + random.nextInt(3) + "." + random.nextInt(4);
      boolean byPort = random.nextInt(3) > 0;
      Criteria criteria =
          criteria(
              source,
              lengths[random.nextInt(4)],
              byPort || random.nextBoolean() ? IpProtocol.UDP : 0);
      List<Match> matches = byPort ? List.of(new Port(random.nextInt(20))) : List.of();
      boolean ends = byPort && random.nextInt(20) == 0;
      rules.add(rule(criteria, matches, ends ? StandardTarget.DROP : StandardTarget.NONE));
    }
    fill("FORWARD", rules);
    long[] expected = new long[rules.size()];

    for (int i = 0; i < 500; i++) {
      String source = "10.0." + random.nextInt(3) + "." + random.nextInt(4);
      int port = random.nextInt(20);
      walk(rules, source, port, expected);
      send(source, port);
    }

    List<Rule> live = table.rules().find("FORWARD").rules();
    assertThat(live.stream().mapToLong(rule -> rule.counter().packets()).toArray())
        .isEqualTo(expected);
  }

  /// The same of rules that have no field in common that would find them.
  @Test
  void countsAsIfEveryMarkWereLookedAt() throws NetlinkException {
    Random random = new Random(8);
    List<Rule> rules = new ArrayList<>();
    int[] masks = {0, 0x3, 0xf, -1};
    for (int i = 0; i < 60; i++) {
      int mask = masks[random.nextInt(4)];
      Match match = new Marked(mask, random.nextInt(16) & mask);
      Target target = random.nextBoolean() ? new Marking(random.nextInt(16)) : StandardTarget.NONE;
      rules.add(rule(Criteria.any(Family.IPV4), List.of(match), target));
    }
    fill("FORWARD", rules);
    long[] expected = new long[rules.size()];

    for (int i = 0; i < 100; i++) {
      int mark = 0;
      for (int at = 0; at < expected.length; at++) {
        Marked match = (Marked) rules.get(at).matches().getFirst();
        if ((mark & match.onlyMask) == match.onlyValue) {
          expected[at]++;
          mark = rules.get(at).target() instanceof Marking marking ? marking.mark : mark;
        }
      }
      send("10.0.0.1", 1);
    }

    List<Rule> live = table.rules().find("FORWARD").rules();
    assertThat(live.stream().mapToLong(rule -> rule.counter().packets()).toArray())
        .isEqualTo(expected);
  }

  private static void walk(List<Rule> rules, String source, int port, long[] counts) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      boolean fits =
          rule.criteria().source().contains(Ip.of(source).hi(), 0)
              && (rule.matches().isEmpty() || rule.matches().getFirst().equals(new Port(port)));
      if (fits) {
        counts[i]++;
        if (rule.target() == StandardTarget.DROP) {
          return;
        }
      }
    }
  }

  @Test
  void goesOnBehindTheRuleThatCalled() throws NetlinkException {
    Draft draft = new Draft(table);
    draft.create("user");
    draft.append("user", rule(criteria("10.0.0.1", 32, 0), List.of(), StandardTarget.RETURN));
    draft.append("user", rule(Criteria.any(Family.IPV4), List.of(), StandardTarget.DROP));
    draft.append("FORWARD", rule(Criteria.any(Family.IPV4), List.of(), new Jump("user", false)));
    draft.append("FORWARD", rule(Criteria.any(Family.IPV4), List.of(), StandardTarget.ACCEPT));
    draft.commit();

    assertThat(send("10.0.0.1", 5)).isEqualTo(HookFunction.Verdict.ACCEPT);
    assertThat(send("10.0.0.2", 5)).isEqualTo(HookFunction.Verdict.DROP);
    assertThat(table.rules().find("FORWARD").rules().get(1).counter().packets()).isEqualTo(1);
  }

  @Test
  void comesBackFromAGotoWhereItWasCalled() throws NetlinkException {
    Draft draft = new Draft(table);
    draft.create("user");
    draft.append("FORWARD", rule(Criteria.any(Family.IPV4), List.of(), new Jump("user", true)));
    draft.append("FORWARD", rule(Criteria.any(Family.IPV4), List.of(), StandardTarget.DROP));
    draft.commit();

    assertThat(send("10.0.0.1", 5)).as("the policy judges").isEqualTo(HookFunction.Verdict.ACCEPT);
  }

  @Test
  void keepsTheOldRulesWhenChainsCallEachOther() throws NetlinkException {
    fill("FORWARD", List.of(rule(Criteria.any(Family.IPV4), List.of(), StandardTarget.DROP)));
    Draft draft = new Draft(table);
    draft.create("a");
    draft.create("b");
    draft.append("a", rule(Criteria.any(Family.IPV4), List.of(), new Jump("b", false)));
    draft.append("b", rule(Criteria.any(Family.IPV4), List.of(), new Jump("a", false)));
    draft.insert("FORWARD", 0, rule(Criteria.any(Family.IPV4), List.of(), new Jump("a", false)));

    assertThatThrownBy(draft::commit)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ELOOP));
    assertThat(send("10.0.0.1", 5)).isEqualTo(HookFunction.Verdict.DROP);
  }

  @Test
  void costsAnUnusedNamespaceNothing() {
    Netns other = netns.machine().newNetns();

    assertThat(Tables.of(other).of(Family.IPV4)).isEmpty();
    assertThat(other.activeHook(HookFamily.IPV4, HookPoint.FORWARD)).isNull();
  }
}
