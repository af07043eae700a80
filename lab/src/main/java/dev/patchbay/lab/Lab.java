package dev.patchbay.lab;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.host.HostClock;
import dev.patchbay.host.HostFiles;
import dev.patchbay.host.HostPrograms;
import dev.patchbay.host.Outside;
import dev.patchbay.host.RealClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.PacketPool;
import dev.patchbay.shell.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One network, its clock and its seed, and the machine that scripts run on. What is done in it
/// runs on the calling thread; a lab is used by one thread at a time.
public final class Lab implements AutoCloseable {
  /// What a lab is made with.
  public static final class Builder {
    private long seed = 1;
    private Time time = Time.VIRTUAL;
    private boolean checkedPool;
    private boolean journeys;
    private Path folder = Path.of("").toAbsolutePath();

    private Builder() {}

    /// What random numbers depend on: the same seed and script give the same bytes. 1 unless said.
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder time(Time value) {
      time = value;
      return this;
    }

    /// Whether misuse of packets is looked for: leaks, double frees, writes to shared bytes.
    public Builder checkedPool(boolean value) {
      checkedPool = value;
      return this;
    }

    /// Whether what programs send is recorded.
    public Builder journeys(boolean value) {
      journeys = value;
      return this;
    }

    /// The folder of the host that scripts start in, and below which they may write.
    public Builder folder(Path value) {
      folder = value.toAbsolutePath();
      return this;
    }

    /// The lab: one machine, whose `lo` is up.
    ///
    /// @throws UncheckedIOException when the folder cannot be read
    public Lab build() {
      try {
        return new Lab(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Outside outside = new Outside();
  private final HostPrograms programs;
  private final World world;
  private final Machine machine;
  private final Files files;
  private final String folder;
  private final @Nullable CheckedPacketPool checkedPool;
  private final Captured output = new Captured();
  private @Nullable Script session;
  private int status;

  private Lab(Builder builder) throws IOException {
    Clock clock = builder.time == Time.REAL ? new RealClock(outside) : new HostClock(outside);
    EventLoop loop = new EventLoop(clock);
    checkedPool = builder.checkedPool ? new CheckedPacketPool() : null;
    PacketPool pool = checkedPool == null ? new PacketPool() : checkedPool;
    world = new World(loop, pool, builder.seed);
    world.journeys().recording(builder.journeys);
    machine = new Machine(world, "lab");
    folder = builder.folder.toString();
    files =
        View.of(
            machine, HostFiles.writableBelow(builder.folder), folder, HostFiles.of(builder.folder));
    programs = new HostPrograms(loop, outside, builder.folder, LabPrograms.CLIENTS);
    machine.processes().programs(new LabPrograms(programs));
    raiseLoopback(machine.initialNetns());
  }

  /// How a lab is made.
  public static Builder builder() {
    return new Builder();
  }

  private static void raiseLoopback(Netns netns) {
    try {
      netns.links().open(netns.loopback());
    } catch (NetlinkException e) {
      throw new IllegalStateException("lo does not go up", e);
    }
  }

  // ---- what is in it

  /// What its machines share: loop, packets, seed, journeys.
  public World world() {
    return world;
  }

  /// The machine that scripts run on.
  public Machine machine() {
    return machine;
  }

  /// The namespace of this name.
  ///
  /// @throws IllegalArgumentException when there is none
  public Netns netns(String name) {
    Netns netns = machine.netns(name);
    if (netns == null) {
      throw new IllegalArgumentException("no network namespace is called " + name);
    }
    return netns;
  }

  /// What has been recorded, oldest first.
  public List<Journey> journeys() {
    return world.journeys().all();
  }

  /// Where the lab meets what may wake it.
  Outside outside() {
    return outside;
  }

  // ---- what is done in it

  /// Runs shell text and returns what it printed, on standard output and standard error. Variables,
  /// functions and background jobs carry over to the next call.
  public String run(String script) {
    Script now = session();
    status = now.work(() -> now.shell().run(script, 1));
    return output.take();
  }

  /// The exit status of the last [#run].
  public int status() {
    return status;
  }

  private Script session() {
    Script known = session;
    if (known == null) {
      Process process = process(Standard.joined(View.nothing(files), output));
      known = new Script(process, Session.plain(process));
      session = known;
    }
    return known;
  }

  /// A process in the initial namespace that starts in the lab's folder.
  Process process(Standard standard) {
    return process(machine.initialNetns(), files, folder, standard);
  }

  private Process process(Netns netns, Files view, String start, Standard standard) {
    return machine
        .processes()
        .first(netns, view, start, environment(start), standard.descriptors());
  }

  private static Map<String, String> environment(String home) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", home);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TERM", "dumb");
    environment.put("COLUMNS", "200");
    environment.put("SHELL", "/bin/bash");
    environment.put("USER", "root");
    return environment;
  }

  /// Runs the text as a conformance case is run, in a child namespace unless it says `#! host`, in
  /// an empty folder, and appends the transcript.
  public void transcript(String text, Appendable out) throws IOException {
    Netns netns = machine.initialNetns();
    Files view = files;
    if (!TranscriptRun.isForHost(text)) {
      netns = machine.newNetns();
      raiseLoopback(netns);
      view = View.mountedFor(netns, files);
    }
    Captured captured = new Captured();
    Standard standard = Standard.joined(View.nothing(files), captured);
    Process process = process(netns, view, View.CASE_FOLDER, standard);
    try (Script script = new Script(process, Session.plain(process))) {
      new TranscriptRun(script, captured, text).run(text, out);
    }
  }

  /// Ends everything.
  ///
  /// @throws IllegalStateException when the checked pool finds that packets were lost, or the
  ///   ledger does not balance
  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    machine.shutDown();
    try {
      programs.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!world.ledger().balances()) {
      throw new IllegalStateException("the ledger does not balance: " + world.ledger());
    }
    if (checkedPool != null && checkedPool.outstanding() != 0) {
      Throwable where = checkedPool.outstandingAllocations().getFirst();
      throw new IllegalStateException(checkedPool.outstanding() + " packets were lost", where);
    }
  }
}
