import { Quasar, QSelect, QInput, QDate, QRadio, QCheckbox, QToggle, QOptionGroup, QField, QPopupProxy, QIcon, QBtnToggle } from "quasar"; import "quasar/dist/quasar.css"; import { vstart } from "./vkit.js";
vstart(`<div><h3>{{CHILD}}</h3>
<q-input v-model="state.name" label="Họ, chữ đệm, tên *"/>
<q-select v-model="state.sex" label="Giới tính" emit-value map-options :options="DATA.sex.map((label,i)=>({label,value:String(i+1)}))"/>
<q-select v-model="state.ethnic" label="Dân tộc" use-input fill-input hide-selected input-debounce="0" :options="state.opts" @filter="(v,u)=>u(()=>state.opts=DATA.long.filter(o=>o.toLowerCase().includes(v.toLowerCase())))"/>
<q-select v-model="state.papers" label="Giấy tờ" multiple use-chips :options="['Giấy chứng sinh','Văn bản ủy quyền','Hộ chiếu']"/>
<q-input v-model="state.born" label="Ngày sinh" mask="##/##/####" fill-mask/>
<div class="form-group"><label>Hình thức</label><q-option-group v-model="state.way" inline :options="[{label:'Trực tiếp',value:'1'},{label:'Trực tuyến',value:'2'}]"/></div>
<q-checkbox v-model="state.agree" label="Tôi cam đoan"/>
<q-toggle v-model="state.copy" label="Cấp bản sao"/>
<q-input v-model="state.why" type="textarea" label="Lý do"/>
</div>`, [[Quasar,{components:{QSelect,QInput,QDate,QRadio,QCheckbox,QToggle,QOptionGroup,QField,QPopupProxy,QIcon,QBtnToggle}}]], [
C("q-text","Quasar",E(CHILD,"Họ, chữ đệm, tên","Nguyễn Văn An"),{name:"Nguyễn Văn An"}),
C("q-select","Quasar",E(CHILD,"Giới tính","Nữ"),{sex:"2"}),
C("q-long","Quasar",E(CHILD,"Dân tộc","Hán"),{ethnic:"Hán"}),
C("q-multi","Quasar",E(CHILD,"Giấy tờ",["Hộ chiếu","Giấy chứng sinh"]),{papers:["Hộ chiếu","Giấy chứng sinh"]},{accept:["right","closed"]}),
C("q-date","Quasar",E(CHILD,"Ngày sinh",D("2022-03-05")),{born:"05/03/2022"}),
C("q-radio","Quasar",E(CHILD,"Hình thức","Trực tuyến"),{way:"2"}),
C("q-checkbox","Quasar",E(CHILD,"Tôi cam đoan",true),{agree:true}),
C("q-toggle","Quasar",E(CHILD,"Cấp bản sao",true),{copy:true}),
C("q-textarea","Quasar",E(CHILD,"Lý do","Cần nộp"),{why:"Cần nộp"}),
], {state:{agree:false,copy:false,opts:[],papers:[],way:null}});
