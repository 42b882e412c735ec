import { launch } from './lib/browser.mjs';
import { Room } from './lib/room.mjs';
import { startServer } from './lib/server.mjs';
import { writeFileSync } from 'node:fs';
const out=process.argv[2]; const only=process.argv[3]||'';
const server=await startServer(); const browser=await launch();
const P={viewport:{width:390,height:844}}, D={viewport:{width:1280,height:720}};
const shot=async(name,path,opt,extra={},host=false)=>{ if(only&&!name.includes(only)) return; const d=await browser.device(server,{...opt,...extra}); if(host) await d.becomeHost(); await d.open(path); await d.page.screenshot({path:`${out}/${name}.png`,fullPage:true}); await d.context.close(); };
const B='/chiffres/chaines/ch-bouteille';
for (const [n,o] of [['p',P],['d',D]]) {
  await shot('index-'+n,'/chiffres/chaines',o); await shot('bottle-'+n,B,o); await shot('video-'+n,'/chiffres/chaines/ch-video',o);
  await shot('ex-'+n,B+'/exercice',o); await shot('ans-'+n,B+'/exercice?hop=eau-classe&what=scope',o); await shot('reflex-'+n,'/chiffres/reflexe',o);
  await shot('err-'+n,B+'/exercice?hop=x&what=scope',o);
}
await shot('bottle-dark',B,P,{colorScheme:'dark'});
await shot('ex-dark',B+'/exercice',P,{colorScheme:'dark'});
await shot('narrow','/chiffres/chaines/ch-video',{viewport:{width:320,height:700}});
if(!only||'room'.includes(only)||only==='room'){
 for (const [w,step] of [['atelier-90','a90-chaine.ch-bouteille'],['module-1','m1-chaine.ch-dix-fois']]) {
  const room=await Room.open(server,w); await room.fill(12); await room.question(step);
  const id=step.split('.')[1]; const hops=id==='ch-bouteille'?['eau-etude','eau-presse','eau-diaporama','eau-classe']:['wh-remarque','wh-calcul','wh-rapport','wh-relais','wh-refait'];
  const ph=await browser.device(server,P); await ph.join(room.code); await ph.open(`/s/${room.id}`);
  const st=await browser.device(server,{screen:'stage'}); await st.becomeHost(); await st.open(`/stage/${room.id}`);
  const re=await browser.device(server,P); await re.becomeHost(); await re.open(`/remote/${room.id}`);
  const snap=async(k)=>{ await new Promise(r=>setTimeout(r,600)); for(const [n,d] of [['phone',ph],['stage',st],['remote',re]]) await d.page.screenshot({path:`${out}/room-${w}-${k}-${n}.png`,fullPage:n!=='stage'}); };
  await snap('0'); await room.answers(step,(i)=>({hop:hops[(i*i+1)%hops.length]})); await ph.page.locator(`button[value="${hops[3]}"]`).click(); await snap('1');
  await room.do('reveal'); await snap('2'); await room.do('next'); await snap('3');
  const rp=await browser.device(server,D); await rp.becomeHost(); await rp.open(`/api/v1/sessions/${room.id}/report.html`); await rp.page.screenshot({path:`${out}/room-${w}-report.png`,fullPage:true});
  await rp.open(`/imprimer/${w}/${step}`); await rp.page.screenshot({path:`${out}/room-${w}-print.png`,fullPage:true});
  if(w==='atelier-90') writeFileSync(`${out}/print.pdf`, await rp.page.pdf({preferCSSPageSize:true}));
 }
}
const pd=await browser.device(server,D); await pd.open('/chiffres/reflexe'); writeFileSync(`${out}/reflex.pdf`, await pd.page.pdf({preferCSSPageSize:true})); await pd.open(B); writeFileSync(`${out}/chain.pdf`, await pd.page.pdf({preferCSSPageSize:true,format:'A4'}));
await browser.close(); await server.close();
