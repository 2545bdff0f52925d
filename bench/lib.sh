# What bench/run, bench/kafka, bench/soak and bench/integrations share. They source it from the project's directory; it is no command itself.
# shellcheck shell=bash

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=bench/target
home=$PWD/$work/home
root=$PWD
product=$PWD/target/classes:$PWD/target/lib/*
bench=$PWD/target/test-classes:$product
logging=-Dlogback.configurationFile=$PWD/bench/logback.xml
package=io.github.podsights.bench
ticks=$(getconf CLK_TCK)
# The launcher's choices, for all that are compared with the bundle.
choices=(-XX:+UseParallelGC -XX:NewRatio=1 -XX:InlineSmallCode=1200)

die() { echo "$0: $*" >&2; exit 1; }
usage() { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2; }

build() {
  mvn -q -B -Pbench -DskipTests package
  touch target/lib/.built
}

machine() { echo "$("$java" -version 2>&1 | sed -n '1s/ version//;1s/"//gp'), $(nproc) cores"; }

# Helpers: processes that answer each line of their input with one of their output, and end with their input. All else
# that is started must not inherit the pipes, or a helper would outlive the driver.
declare -A helper_pid=() helper_in=() helper_out=()
apart() { # command...: runs it without the pipes of the helpers; only in a subshell, which gives them up
  local fd
  for fd in "${helper_in[@]}" "${helper_out[@]}"; do exec {fd}>&-; done
  "$@"
}
start_helper() { # name command...; its first line is in REPLY
  local name=$1 in out
  shift
  rm -f "$work/$name.in" "$work/$name.out"
  mkfifo "$work/$name.in" "$work/$name.out"
  apart exec "$@" <"$work/$name.in" >"$work/$name.out" 2>"$work/$name.log" &
  helper_pid[$name]=$!
  exec {in}>"$work/$name.in" {out}<"$work/$name.out"
  helper_in[$name]=$in helper_out[$name]=$out
  hear "$name"
}
hear() { # name: the next line it says is in REPLY
  read -r -t 400 -u "${helper_out[$1]}" REPLY || die "the $1 does not answer, see $work/$1.log"
}
ask() { # name line
  echo "$2" >&"${helper_in[$1]}"
  hear "$1"
}
stop_helper() { # name
  local in=${helper_in[$1]} out=${helper_out[$1]}
  exec {in}>&-
  wait "${helper_pid[$1]}" || true
  exec {out}<&-
  unset "helper_pid[$1]" "helper_in[$1]" "helper_out[$1]"
}

client_pid= client_pids=()
clean_up() {
  local name pid
  for pid in $client_pid "${client_pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for name in "${!helper_pid[@]}"; do
    [[ $name == broker ]] || stop_helper "$name"
  done
  [[ -z ${helper_pid[broker]:-} ]] || stop_helper broker
  rm -rf "$work/broker" # may be gigabytes
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_collector() { # sets url
  start_helper collector "$java" -Xmx1g "$logging" -cp "$bench" "$package.Collector"
  url=$REPLY
}
begin() { ask collector "begin $*"; } # count delay straggle [timed]
report() { # sets ids, twice, seconds, seconds99, p50, p99, timed
  ask collector report
  read -r ids twice seconds seconds99 p50 p99 timed <<<"$REPLY"
}

# What the client's process has used so far: sets cpu (ticks) and peak (kB), or leaves them if it is gone.
cpu=0 peak=0
sample() {
  local stat fields key value _
  if { stat=$(<"/proc/$client_pid/stat"); } 2>/dev/null; then
    read -ra fields <<<"${stat##*) }"
    ((fields[11] + fields[12] == 0)) || cpu=$((fields[11] + fields[12]))
    while read -r key value _; do [[ $key != VmHWM: ]] || peak=$value; done 2>/dev/null <"/proc/$client_pid/status" || true
  fi
}

# What has arrived and what it has cost so far, noted together: the second half of a run is taken from that.
look() {
  sample
  report
  echo "$EPOCHREALTIME $ids $cpu" >>"$work/looks"
}
second_half() { # events -> events/s and CPU microseconds an event, of a JVM that has warmed up by then; "missing" if it was too short to tell
  awk -v n="$1" -v t="$ticks" '
    !from && $2 >= n / 2 {from = $1; ids = $2; cpu = $3}
    $2 > last {to = $1; last = $2; used = $3}
    END {if (from && last > ids) printf "%.0f %.1f\n", (last - ids) / (to - from), (used - cpu) / t * 1e6 / (last - ids); else print "missing missing"}' "$work/looks"
}

# A home for the bundle, with the integration as it is shipped, and these lines as its configuration.
prepare_home() { # line...
  rm -rf "$home" && mkdir -p "$home/config/integrations" "$home/data/inbox"
  sed 's/{{env:PODSIGHTS_KEY}}/bench-key/' config/integrations/podsights.yaml >"$home/config/integrations/podsights.yaml"
  printf '%s\n' podsights.admin.port=0 "$@" >"$home/config/application.properties"
}

await_admin() { # pid log: until an instance says where its metrics are; sets admin, the port
  local i
  for ((i = 0; i < 600; i++)); do
    admin=$(sed -n 's|^Metrics, health and status at http://127.0.0.1:\([0-9]*\)$|\1|p' "$2")
    [[ -z $admin ]] || return 0
    kill -0 "$1" 2>/dev/null || die "an instance ended, see $2"
    sleep 0.1
  done
  die "an instance does not start, see $2"
}
metrics() { # port
  local scraped
  exec {scraped}<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET /metrics HTTP/1.0\r\n\r\n' >&"$scraped"
  cat <&"$scraped"
  exec {scraped}>&-
}

rebalances() { # pid...: how many each consumer of these instances has gone through
  local pid
  for pid; do
    "$java" "$logging" -cp "$bench" "$package.Rebalances" "$pid" 2>"$work/rebalances.log" ||
      die "an instance does not tell its rebalances, see $work/rebalances.log"
  done
}
await_groups() { # pid...: until their groups are as they stay; sets before, their rebalances
  local now
  before=
  while now=$(rebalances "$@") && [[ $now != "$before" ]]; do
    before=$now
    sleep 10
  done
  [[ -n $before ]] || die "no instance tells its rebalances, see $work/rebalances.log"
}

# What must hold is said, and kept in a file that the caller names in checks.
failed=0
check() { # what was measured, whether it holds (an arithmetic expression)
  local word=PASS
  (($2)) || { word=FAIL failed=1; }
  echo "$word  $1" | tee -a "$checks"
}

median() { sort -g | awk '{v[NR]=$1} END {print (NR % 2) ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
medians() { # file: of each of its columns, in one line
  local column line=() columns
  read -ra columns <"$1"
  for ((column = 1; column <= ${#columns[@]}; column++)); do
    line+=("$(awk -v c=$column '{print $c}' "$1" | median)")
  done
  echo "${line[@]}"
}
percent() { awk -v a="$1" -v b="${2:-0}" 'BEGIN {if (b) printf "%.0f %%", 100*a/b}'; }
