package dev.patchbay.tools.teamd;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Timer;
import dev.patchbay.core.time.Wait;
import dev.patchbay.device.team.TeamDevice;
import dev.patchbay.device.team.TeamListener;
import dev.patchbay.device.team.TeamOption;
import dev.patchbay.device.team.TeamPort;
import dev.patchbay.packet.Mac;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A running `teamd`: the team, what is known of its ports, and the work that waits. Whatever
/// happens to the team is noted at once and worked on in the daemon's own time.
final class Daemon implements Service, TeamListener, NetdeviceNotifier {
  private static final long MILLISECOND = 1_000_000;

  private final Process process;
  private final Options options;
  private final Config config;
  private final RunFiles files;
  private final String name;
  private final ArrayDeque<Runnable> work = new ArrayDeque<>();
  private final Wait wait;
  private final List<Port> ports = new ArrayList<>(2);
  private @Nullable TeamDevice team;
  private @Nullable Runner runner;
  private Mac address = Mac.ZERO;
  private boolean addressGiven;
  private boolean quitting;
  private @Nullable Errno failure;

  Daemon(Process process, Options options, Config config) {
    this.process = process;
    this.options = options;
    this.config = config;
    this.files = new RunFiles(process);
    this.name = Objects.requireNonNull(options.device);
    this.wait = new Wait(process.loop());
  }

  // ---- what it is made of

  Config config() {
    return config;
  }

  Options options() {
    return options;
  }

  Process process() {
    return process;
  }

  TeamDevice team() {
    return Objects.requireNonNull(team);
  }

  Runner runner() {
    return Objects.requireNonNull(runner);
  }

  /// The team's ports, newest first.
  List<Port> ports() {
    return List.copyOf(ports);
  }

  @Nullable Port port(String portName) {
    return ports.stream().filter(port -> port.name().equals(portName)).findFirst().orElse(null);
  }

  /// The address that the team has, or is about to have.
  Mac address() {
    return address;
  }

  /// Why it could not begin, or null.
  @Nullable Errno failure() {
    return failure;
  }

  /// Tells the user; a daemon in the background has nobody to tell.
  void log(String text) {
    process.complain(text);
  }

  // ---- life

  /// Runs to the end; `ready` is told when all has begun. Returns why it could not, or null.
  @Nullable Errno run(Runnable ready) {
    String pidFile = Objects.requireNonNull(options.pidFile);
    try {
      files.write(pidFile, process.pid() + "\n");
    } catch (FileException e) {
      log("open(" + pidFile + "): " + e.errno().text());
      log("Could not create PID file.");
      failure = Errno.EINVAL;
      return failure;
    }
    for (Signal signal : List.of(Signal.INT, Signal.QUIT, Signal.TERM)) {
      process.handle(signal, () -> post(this::quit));
    }
    process.handle(Signal.HUP, () -> {});
    try {
      begin(ready);
    } finally {
      leave();
    }
    files.remove(pidFile);
    return failure;
  }

  private void begin(Runnable ready) {
    try {
      init();
    } catch (Failure e) {
      log("teamd_init() failed.");
      failure = e.errno();
      if (!options.takeOver) {
        destroy();
      }
      return;
    }
    ready.run();
    log(Teamd.VERSION + " successfully started.");
    work();
    log("Exiting...");
    runner().end();
    leave();
    if (!options.keepDevice) {
      destroy();
    }
  }

  /// Nobody speaks with it any more.
  private void leave() {
    ports.forEach(Port::stopWatches);
    process.machine().notifiers().remove(this);
    if (team != null) {
      team.removeListener(this);
    }
    Services services = process.machine().part(Services.KEY);
    if (services.find(name) == this) {
      services.remove(name, this);
      files.remove(Services.path(name));
    }
  }

  private void destroy() {
    TeamDevice made = team;
    if (made != null && made.isRegistered()) {
      Links.unregister(List.of(made));
    }
  }

  /// Does what there is to do until it is to end.
  private void work() {
    Bound bound = options.daemonize ? Bound.OTHERS : Bound.ENDLESS;
    while (!quitting || !ports.isEmpty()) {
      Runnable next = work.poll();
      if (next == null) {
        process.await(wait, Clock.NEVER, bound);
      } else {
        next.run();
      }
    }
  }

  /// Lets it do something in its own time.
  void post(Runnable something) {
    work.add(something);
    wait.signal();
  }

  /// All ports go, and the daemon after them.
  private void quit() {
    log("Got SIGINT, SIGQUIT or SIGTERM.");
    quitting = true;
    ports().forEach(port -> release(port.device()));
    post(this::syncPorts);
  }

  // ---- beginning

  private void init() throws Failure {
    team = make();
    address = team().address();
    takeAddress();
    initRunner();
    for (String what : List.of("notify_peers", "mcast_rejoin")) {
      repeat(what, "count");
      repeat(what, "interval");
    }
    team().addListener(this);
    process.machine().notifiers().add(this);
    if (options.listens) {
      listen();
    }
    syncPorts();
    addPorts();
  }

  private TeamDevice make() throws Failure {
    Netns netns = process.netns();
    NetDevice known = netns.device(name);
    if (known != null && options.takeOver) {
      if (known instanceof TeamDevice found) {
        return found;
      }
      log("Team init failed.");
      throw new Failure(Errno.EINVAL);
    }
    if (known != null && options.recreate) {
      Links.unregister(List.of(known));
    }
    DeviceKind kind = Objects.requireNonNull(process.machine().deviceKinds().find("team"));
    LinkRequest request = new LinkRequest();
    request.name = name;
    request.kind = kind;
    try {
      return (TeamDevice) netns.links().add(request);
    } catch (NetlinkException e) {
      log("Failed to create team device.");
      throw new Failure(e.errno() == Errno.ERANGE ? Errno.ENAMETOOLONG : e.errno());
    }
  }

  private void takeAddress() throws Failure {
    String text = config.string("hwaddr");
    if (text == null) {
      return;
    }
    byte[] bytes = bytes(text);
    if (bytes == null || bytes.length != Mac.BYTES) {
      log(
          bytes == null
              ? "Failed to parse hardware address."
              : "Passed hardware address has different length (%d) than team device has (%d)."
                  .formatted(bytes.length, Mac.BYTES));
      log("Hardware address set failed.");
      throw new Failure(Errno.EINVAL);
    }
    address = Mac.of(bytes, 0);
    changeAddress(team(), address, "Hardware address set failed.");
    addressGiven = true;
  }

  private static byte @Nullable [] bytes(String text) {
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      if (!part.matches("[0-9a-fA-F]{0,2}")) {
        return null;
      }
      bytes[i] = part.isEmpty() ? 0 : (byte) Integer.parseInt(part, 16);
    }
    return bytes;
  }

  private void initRunner() throws Failure {
    try {
      String wanted = config.string("runner", "name");
      if (wanted == null) {
        wanted = "roundrobin";
        if (!config.set(wanted, "runner", "name")) {
          log("Failed to set default team runner name in config.");
          throw new Failure(Errno.EINVAL);
        }
      }
      Runner chosen = Runner.of(this, wanted);
      runner = chosen;
      chooseMode(chosen.mode());
      chosen.init();
    } catch (Failure e) {
      log("Failed to init runner.");
      throw e;
    }
  }

  private void chooseMode(String mode) throws Failure {
    TeamOption option = Objects.requireNonNull(team().option("mode", null, -1));
    try {
      if (!option.value().equals(mode)) {
        team().set(option, mode);
      }
    } catch (NetlinkException e) {
      log("Failed to set team mode \"" + mode + "\".");
      throw new Failure(e.errno());
    }
  }

  private void repeat(String what, String item) throws Failure {
    Integer number = config.number(what, item);
    if (number == null) {
      return;
    }
    if (number < 0) {
      log("\"" + item + "\" must not be negative number.");
      log("Failed to do post-runner initializations.");
      throw new Failure(Errno.EINVAL);
    }
    set(what + "_" + item, (long) number);
  }

  private void listen() throws Failure {
    try {
      files.write(Services.path(name), "");
    } catch (FileException e) {
      log("Failed to init unix domain socket.");
      throw new Failure(e.errno());
    }
    process.machine().part(Services.KEY).add(name, this);
  }

  private void addPorts() throws Failure {
    for (String port : options.withoutPorts ? List.<String>of() : config.names("ports")) {
      Errno refused = add(port);
      if (refused == Errno.ENODEV) {
        log(port + ": Skipped adding a missing port.");
      } else if (refused != null) {
        log(port + ": Failed to add port (" + refused.text() + ").");
        log("Failed to add ports.");
        throw new Failure(refused);
      }
    }
  }

  // ---- requests to the kernel

  /// Takes the device as a port; returns null, or why not.
  @Nullable Errno add(String device) {
    NetDevice found = process.netns().device(device);
    return found == null ? Errno.ENODEV : changeMaster(found, team());
  }

  /// Gives the device back; returns null, or why not.
  @Nullable Errno release(NetDevice device) {
    return device.master() == team ? changeMaster(device, null) : null;
  }

  private static @Nullable Errno changeMaster(NetDevice device, @Nullable NetDevice master) {
    try {
      device.netns().links().changeMaster(device, master);
      return null;
    } catch (NetlinkException e) {
      return e.errno();
    }
  }

  /// Sets an option of the team; returns whether there is one, and it could be set.
  boolean set(String option, Object value) {
    TeamOption found = team().option(option, null, -1);
    return found != null && set(found, value);
  }

  /// Sets an option of a port; returns whether there is one, and it could be set.
  boolean set(TeamPort port, String option, Object value) {
    TeamOption found = team().option(option, port, -1);
    return found != null && set(found, value);
  }

  boolean set(TeamOption option, Object value) {
    try {
      team().set(option, value);
      return true;
    } catch (NetlinkException e) {
      return false;
    }
  }

  /// Whether the driver has the port as the active one.
  boolean isActive(Port port) {
    TeamOption option = team().option("activeport", null, -1);
    return option != null && option.value().equals((long) port.device().index());
  }

  void changeAddress(NetDevice device, Mac wanted, String complaint) throws Failure {
    try {
      device.netns().links().changeAddress(device, wanted);
    } catch (NetlinkException e) {
      log(complaint);
      throw new Failure(e.errno());
    }
  }

  // ---- what happens to the team

  @Override
  public void portsChanged(TeamDevice changed) {
    post(this::syncPorts);
  }

  @Override
  public void optionsChanged(TeamDevice changed) {
    post(this::syncOptions);
  }

  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    if (device != team && device.master() != team) {
      return;
    }
    switch (event) {
      case CHANGEADDR -> post(() -> syncAddress(device));
      case UP, DOWN -> {
        if (device == team) {
          post(() -> runner().upChanged(event == NetdeviceEvent.UP));
        }
      }
      default -> {}
    }
  }

  /// Looks which ports there are now, and what is new of each.
  private void syncPorts() {
    for (int i = 0; i < team().portCount(); i++) {
      TeamPort found = team().port(i);
      Port known = find(found);
      if (known == null) {
        known = create(found);
        if (known == null) {
          return;
        }
      }
      known.changed();
      runner().portChanged(known);
    }
    for (Port port : ports()) {
      if (!port.isPresent()) {
        port.changed();
        remove(port);
      }
    }
  }

  private @Nullable Port find(TeamPort found) {
    return ports.stream().filter(port -> port.teamPort() == found).findFirst().orElse(null);
  }

  private @Nullable Port create(TeamPort found) {
    Port port = new Port(this, found);
    ports.addFirst(port);
    try {
      if (ports.size() == 1 && !addressGiven) {
        address = found.originalAddress();
        changeAddress(team(), address, "Failed to set team device hardware address.");
      }
      port.applyOptions();
      port.loadWatches();
      runner().portAdded(port);
      port.startWatches();
      return port;
    } catch (Failure e) {
      log("Loop callback failed with: " + e.errno().text());
      remove(port);
      release(port.device());
      // That it has gone is one more thing to look at, in vain.
      log(port.name() + ": Failed to set \"priority\".");
      log("Loop callback failed with: " + Errno.ENOENT.text());
      return null;
    }
  }

  private void remove(Port port) {
    ports.remove(port);
    runner().portRemoved(port);
    port.stopWatches();
  }

  private void syncOptions() {
    for (Port port : ports()) {
      if (port.isPresent() && port.sawOptions()) {
        runner().optionChanged(port);
      }
    }
    runner().counted();
  }

  private void syncAddress(NetDevice device) {
    if (device == team) {
      address = device.address();
      runner().addressChanged();
      return;
    }
    for (Port port : ports()) {
      if (port.device() == device && port.isPresent()) {
        runner().portAddressChanged(port);
      }
    }
  }

  /// A watch has changed its mind.
  void linkChanged(Port port) {
    port.tellLink();
    runner().linkChanged(port);
  }

  /// Whether a watch that asks may ask by the port: it works, or none does.
  boolean mayAsk(Port port) {
    return port.isEnabled() || ports.stream().noneMatch(Port::isEnabled);
  }

  // ---- time

  /// A timer whose action is the daemon's work.
  Timer timer(Runnable action) {
    return new Timer(process.machine().number(), () -> post(action));
  }

  void arm(Timer timer, long milliseconds) {
    disarm(timer);
    process.loop().arm(timer, process.loop().now() + Math.max(1, milliseconds * MILLISECOND));
  }

  void disarm(Timer timer) {
    process.loop().disarm(timer);
  }

  // ---- state

  @Override
  public @Nullable Reply call(Process caller, String method, List<String> arguments) {
    Wait answered = new Wait(caller.loop());
    Reply[] reply = new Reply[1];
    process.whenEnded(answered);
    post(() -> {
      reply[0] = new Control(this).call(method, arguments);
      answered.signal();
    });
    caller.await(answered, Clock.NEVER, Bound.OTHERS);
    return reply[0];
  }

  static Map<String, Object> interfaceState(NetDevice device) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("dev_addr", device.address().toString());
    state.put("dev_addr_len", (long) Mac.BYTES);
    state.put("ifindex", (long) device.index());
    state.put("ifname", device.name());
    return state;
  }
}
