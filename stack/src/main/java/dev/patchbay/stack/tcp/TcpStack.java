package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.World;
import dev.patchbay.core.time.EventLoop;

/// TCP in one namespace: its settings, its counters, its table, and the way out.
public final class TcpStack implements NetnsPart {
  private static final Key<TcpStack> KEY = new Key<>(TcpStack::new);

  private final Netns netns;
  private final TcpSettings settings;
  private final TcpCounters counters = new TcpCounters();
  private final TcpTable table;
  private final TcpOutput output;
  private final TcpMemory memory;
  private final Replies replies;
  private final Handshake handshake;
  private final AckInput ackInput = new AckInput();
  private final InitialSequence initialSequence;
  private final SynCookies cookies;
  private final TcpMetrics metrics = new TcpMetrics(this);
  private final ChallengeLimit challenges = new ChallengeLimit(this);
  private final FastOpenBlackHole fastOpenBlackHole = new FastOpenBlackHole(this);
  private final FastOpenServer fastOpenServer = new FastOpenServer(this);

  private TcpStack(Netns netns) {
    this.netns = netns;
    this.settings = new TcpSettings(netns);
    this.table = new TcpTable(netns);
    this.memory = TcpMemory.of(netns.machine());
    this.output = new TcpOutput(this);
    this.replies = new Replies(this);
    this.handshake = new Handshake(this);
    this.initialSequence = new InitialSequence(netns);
    this.cookies = new SynCookies(netns);
  }

  /// TCP in the namespace.
  public static TcpStack of(Netns netns) {
    return netns.part(KEY);
  }

  Netns netns() {
    return netns;
  }

  World world() {
    return netns.world();
  }

  EventLoop loop() {
    return netns.world().loop();
  }

  /// The lab's time, in nanoseconds.
  long now() {
    return loop().now();
  }

  public TcpSettings settings() {
    return settings;
  }

  int setting(TcpSetting setting) {
    return settings.get(setting);
  }

  public TcpCounters counters() {
    return counters;
  }

  void count(TcpCounter counter) {
    counters.count(counter);
  }

  public TcpTable table() {
    return table;
  }

  TcpMemory memory() {
    return memory;
  }

  TcpOutput output() {
    return output;
  }

  Replies replies() {
    return replies;
  }

  AckInput ackInput() {
    return ackInput;
  }

  Handshake handshake() {
    return handshake;
  }

  InitialSequence initialSequence() {
    return initialSequence;
  }

  TcpMetrics metrics() {
    return metrics;
  }

  FastOpenBlackHole fastOpenBlackHole() {
    return fastOpenBlackHole;
  }

  FastOpenServer fastOpenServer() {
    return fastOpenServer;
  }

  ChallengeLimit challenges() {
    return challenges;
  }

  SynCookies cookies() {
    return cookies;
  }

  @Override
  public void tearDown() {
    table.tearDown();
  }
}
