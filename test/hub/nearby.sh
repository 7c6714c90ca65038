# Two machines and a wire: to be run within a network namespace of its own, which is the machine that searches. The other one
# listens before it has any network; then it gets a cable.
set -e
cd "$(dirname "$0")"
node --import tsx nearbyMachine.ts search 1
unshare -n node --import tsx nearbyMachine.ts host &
host=$!
trap 'kill $host' EXIT
sleep 2
ip link add here type veth peer name there netns $host
ip addr add 10.9.8.2/24 dev here
ip link set here up
nsenter -t $host -n ip addr add 10.9.8.1/24 dev there
nsenter -t $host -n ip link set there up
node --import tsx nearbyMachine.ts search 15
