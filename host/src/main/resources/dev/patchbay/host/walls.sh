# Builds the walls that programs of the host run behind, says "ready PID" and holds them until its input ends.
#
#     walls.sh PRIVATE FOLDER MOUNT CHECK...
#
# It is pid 1 of network, mount and pid namespaces of its own: when it ends, so does everything behind the walls.
# PRIVATE is what PrivateFolder makes. FOLDER is the only folder of the host that can be written behind the walls. MOUNT is the path
# of mount(8). CHECK is a command that has to succeed there.
set -e
private=$1 folder=$2 tool=$3
shift 3
mount() { "$tool" --no-mtab "$@"; }   # no notes in a /run that is just being covered
read -r pid _ </proc/self/stat        # this is still the outside's /proc, so it shows the outside's number
exec 3</proc/self/mountinfo
cd "$folder"

# /dev has nothing but what is harmless (no tun, no disks, no terminals of others), /run nothing but the lab (no sockets of
# the host's services). Only then are the host's own covered.
for device in "$private"/dev/*; do
  if [ -f "$device" ] && ! [ -L "$device" ]; then mount --bind "/dev/${device##*/}" "$device"; fi
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$private/dev/pts" || :
mount --bind "$private" "$private/run/patchbay"
mount --bind "$private/files" "$private/run/patchbay/files"
mount --rbind "$private/run" /run
mount --rbind "$private/dev" /dev
mount --bind "$private/tmp" /tmp
mount -t tmpfs -o ro tmpfs /sys
mount -t proc -o ro,nosuid,nodev,noexec proc /proc || mount -t tmpfs -o ro tmpfs /proc
if [ -d /proc/sys/net ]; then mount -t tmpfs -o ro tmpfs /proc/sys/net; fi

# The current folder stays, wherever it is, and what is mounted below it.
writable=$folder
if [ "$folder" = / ]; then
  writable=
else
  if ! [ -d "$folder" ]; then mkdir -p "$folder"; fi
  mount --no-canonicalize --rbind . "$folder"
fi

# All else can only be read. A mount keeps its other options: in a user namespace they are locked.
while read -r _ _ _ _ point options _; do
  case $options in ro*) continue ;; esac
  case $point in *\\*) point=$(printf %b "$point") ;; esac
  case $point/ in "$writable"/* | /run/patchbay/files/* | /tmp/* | /dev/* | /proc/* | /sys/*) continue ;; esac
  if [ -e "$point" ]; then mount -o "remount,bind,ro${options#rw}" "$point" || :; fi
done <&3
exec 3<&-

# Where a command of the lab or a refused one stands, its client or its refusal is found instead. The tool itself goes last.
cover() {
  mount -t overlay -o "lowerdir=/run/patchbay/bin:$1" overlay "$1" && return
  for command in /run/patchbay/bin/*; do
    place=$1/${command##*/}
    if ! [ -e "$place" ] || [ "$place" = "$tool" ]; then continue; fi
    case $(readlink -f "$place") in */busybox | */toybox) ;; *) mount --bind "$command" "$place" ;; esac
  done
}
last=${tool%/*}
for place in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
  if [ -d $place ] && ! [ -L $place ] && [ $place != "$last" ]; then cover $place; fi
done
cover "$last"

"$@"
echo ready "$pid"
read -r _ || :
