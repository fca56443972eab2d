/// The numbers of one signature: digest e, private scalar d, nonce k, x of k times the base point, order n.
struct SignatureInput {
    let digest: BigNumber
    let scalar: BigNumber
    let nonce: BigNumber
    let x: BigNumber
    let order: BigNumber
}
